import { onlineManager, QueryObserver } from '@tanstack/react-query';
import { noConnection, ownProblem, ProblemError } from './problem';
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

describe('where the browser says there is no network', () => {
  const nobodyAnswers = () => Promise.reject(new ProblemError(ownProblem(noConnection, 0)));

  beforeEach(() => onlineManager.setOnline(false));
  afterEach(() => onlineManager.setOnline(true));

  it('a question is told that nobody answered instead of waiting without a word', async () => {
    const asked = createQueryClient().fetchQuery({ queryKey: ['one'], queryFn: nobodyAnswers });
    await expect(asked).rejects.toBeInstanceOf(ProblemError);
  });

  it('so is a command, which is not kept to be sent when its sender has gone on', async () => {
    const queries = createQueryClient();
    const command = queries.getMutationCache().build(queries, { mutationFn: nobodyAnswers });
    await expect(command.execute(undefined)).rejects.toBeInstanceOf(ProblemError);
  });

  it('what is in view is asked for again once there is a network', async () => {
    const queries = createQueryClient();
    queries.mount();
    let asked = 0;
    const askedAgain = new Promise<void>((resolve) => {
      const queryFn = () => Promise.resolve(++asked > 1 && resolve());
      const inView = new QueryObserver(queries, { queryKey: ['one'], queryFn, staleTime: 0 });
      inView.subscribe(
        ({ fetchStatus }) => fetchStatus === 'idle' && onlineManager.setOnline(true),
      );
    });
    await askedAgain;
    queries.clear();
    queries.unmount();
  });
});
