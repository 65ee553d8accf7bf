import { createSessionStore, may, type Principal, type Shelf } from './session';

const principal = { staffId: 'staff-1', permissions: ['complaint.read'] } as unknown as Principal;
const beginning = { token: 't', expiresAt: '2026-01-01T00:00:00.000Z', principal };

function shelf(content: Record<string, string> = {}): Shelf {
  return {
    getItem: (key) => content[key] ?? null,
    setItem: (key, value) => void (content[key] = value),
    removeItem: (key) => void delete content[key],
  };
}

describe('a session', () => {
  it('survives a reload of the tab, with the position of the last command', () => {
    const place = shelf();
    const before = createSessionStore(place);
    before.begin(beginning);
    before.advanceTo('9007199254740993'); // beyond what a double can hold
    expect(createSessionStore(place).current()).toEqual({
      ...beginning,
      position: '9007199254740993',
    });
  });

  it('is gone once it ended', () => {
    const place = shelf();
    const store = createSessionStore(place);
    store.begin(beginning);
    store.end();
    expect(store.current()).toBeNull();
    expect(createSessionStore(place).current()).toBeNull();
  });

  it('that ran out is told from one that was ended, until the next begins', () => {
    const store = createSessionStore(undefined);
    store.begin(beginning);
    store.runOut();
    expect([store.current(), store.hasRunOut()]).toEqual([null, true]);
    store.begin(beginning);
    expect(store.hasRunOut()).toBe(false);
    store.end();
    expect([store.current(), store.hasRunOut()]).toEqual([null, false]);
  });

  it('tells its listeners until they leave', () => {
    const store = createSessionStore(undefined);
    let told = 0;
    const leave = store.subscribe(() => told++);
    store.begin(beginning);
    leave();
    store.end();
    expect(told).toBe(1);
  });

  it('never goes back behind a position', () => {
    const store = createSessionStore(undefined);
    store.begin(beginning);
    store.advanceTo('10');
    store.advanceTo('9');
    expect(store.current()?.position).toBe('10');
  });

  it('begins anew where an older portal left something unreadable', () => {
    expect(createSessionStore(shelf({ 'taizhang.session': '{' })).current()).toBeNull();
  });
});

describe('what a person may do', () => {
  it('is what their permissions say, and nothing without a person', () => {
    expect(may(principal, 'complaint.read')).toBe(true);
    expect(may(principal, 'complaint.write')).toBe(false);
    expect(may(undefined, 'complaint.read')).toBe(false);
  });
});
