import { createQueryClient } from './query-client';
import { createSessionStore, type Principal } from './session';

const sessionOf = (staffId: string) => {
  const principal = { staffId, name: staffId, permissions: [] } as unknown as Principal;
  return { token: `token of ${staffId}`, expiresAt: '2026-03-02T16:00:00.000Z', principal };
};

function desk() {
  const session = createSessionStore(undefined);
  const queries = createQueryClient(session);
  session.begin(sessionOf('staff-1'));
  queries.setQueryData(['customers', 'customer-1'], { name: '欧阳翠萍' });
  // Their token has run out; nobody signed out.
  session.end();
  return { session, held: () => queries.getQueryData(['customers', 'customer-1']) };
}

it('what one person saw is not shown to the next who signs in at the same desk', () => {
  const { session, held } = desk();
  session.begin(sessionOf('staff-2'));
  expect(held()).toBeUndefined();
});

it('nor where it is only found out a moment later who has signed in', () => {
  const { session, held } = desk();
  session.begin(sessionOf(''));
  session.changePrincipal(sessionOf('staff-2').principal);
  expect(held()).toBeUndefined();
});

it('whoever comes back after their token ran out finds the page as it was', () => {
  const { session, held } = desk();
  session.begin(sessionOf('staff-1'));
  expect(held()).toEqual({ name: '欧阳翠萍' });
});
