import 'reflect-metadata';
import { instant } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import type { AuthParts } from './auth.parts';
import { AuthController } from './auth.controller';

/** Accounts behind which one password is right for everybody. */
const parts = {
  clock: { now: () => instant('2026-01-05T08:00:00.000Z') },
  accounts: {
    verify: async (username: string, password: string) => {
      if (password !== 'right') throw new HttpProblem('sign-in-failed');
      return { username };
    },
  },
  tokens: {
    issue: async () => ({ token: 't', expiresAt: 'e' }),
    principalOf: (account: object) => ({ ...account, unitId: null, mustChangePassword: false }),
  },
  oidc: null,
  demo: async () => null,
  unitName: async () => null,
} as unknown as AuthParts;

const hall = '10.0.0.1';

function signInAt(controller: AuthController, address: string, password: string) {
  const body = { username: 'li.wei', password };
  const input = { params: undefined, query: undefined, body, principal: null };
  return controller.signIn(input, address).then(
    () => 'signed in',
    (error: HttpProblem) => error.code,
  );
}

describe('A whole hall behind one address', () => {
  it('may sign in as often as it likes', async () => {
    const controller = new AuthController(parts);
    for (let count = 0; count < 120; count++) {
      expect(await signInAt(controller, hall, 'right')).toBe('signed in');
    }
  });

  it('is stopped after fifty failures, and nobody else is', async () => {
    const controller = new AuthController(parts);
    for (let count = 0; count < 50; count++) {
      expect(await signInAt(controller, hall, 'wrong')).toBe('sign-in-failed');
    }
    expect(await signInAt(controller, hall, 'right')).toBe('too-many-attempts');
    expect(await signInAt(controller, '10.0.0.2', 'right')).toBe('signed in');
  });
});
