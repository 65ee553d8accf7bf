import { createSessionStore, type Principal } from './session';
import { createUnsent } from './unsent';

const sessionOf = (staffId: string) => {
  const principal = { staffId, permissions: [] } as unknown as Principal;
  return { token: `token of ${staffId}`, expiresAt: '2026-03-02T16:00:00.000Z', principal };
};

const place = 'complaint-1';
const words = { note: '用户称换表当天无人告知' };

/** A form is open, something is typed, and the session ends one way or the other. */
function desk(end: 'runOut' | 'end') {
  const session = createSessionStore(undefined);
  const unsent = createUnsent(session);
  session.begin(sessionOf('staff-1'));
  session[end]();
  unsent.leave('staff-1', place, words);
  return { session, unsent };
}

describe('what was typed when the sign-in ran out', () => {
  it('is given back to whoever typed it', () => {
    const { session, unsent } = desk('runOut');
    session.begin(sessionOf('staff-1'));
    expect(unsent.find('staff-1', place)).toBe(words);
  });

  it('is not there for another person, nor any more afterwards', () => {
    const { session, unsent } = desk('runOut');
    session.begin(sessionOf('staff-2'));
    expect(unsent.find('staff-2', place)).toBeUndefined();
    session.runOut();
    session.begin(sessionOf('staff-1'));
    expect(unsent.find('staff-1', place)).toBeUndefined();
  });

  it('waits until it is known who has come', () => {
    const { session, unsent } = desk('runOut');
    session.begin(sessionOf(''));
    expect(unsent.find('', place)).toBeUndefined();
    session.changePrincipal(sessionOf('staff-1').principal);
    expect(unsent.find('staff-1', place)).toBe(words);
    session.changePrincipal(sessionOf('staff-2').principal);
    expect(unsent.find('staff-1', place)).toBeUndefined();
  });

  it('is gone once it was sent or given up', () => {
    const { session, unsent } = desk('runOut');
    session.begin(sessionOf('staff-1'));
    unsent.leave('staff-1', place, undefined);
    expect(unsent.find('staff-1', place)).toBeUndefined();
  });

  it('is not kept of whoever signs out, nor of whoever goes to another page', () => {
    expect(desk('end').unsent.find('staff-1', place)).toBeUndefined();
    const { session, unsent } = desk('runOut');
    session.end();
    expect(unsent.find('staff-1', place)).toBeUndefined();
    session.begin(sessionOf('staff-1'));
    unsent.leave('staff-1', place, words);
    expect(unsent.find('staff-1', place)).toBeUndefined();
  });
});
