/** Signing in and out, and who one is. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { AuthMethods, SignedIn } from './answers';
import { client } from './client';
import { keys } from './query-keys';
import { may, session, type Permission, type Principal } from './session';

export const useSession = () => useSyncExternalStore(session.subscribe, session.current);

/** Whether the last session ended without anybody signing out. */
export const useSessionRanOut = () => useSyncExternalStore(session.subscribe, session.hasRunOut);

/** Who is signed in. Only for what stands behind the sign-in. */
export function usePrincipal(): Principal {
  const current = useSession();
  if (!current) throw new Error('Nobody is signed in here');
  return current.principal;
}

export function useMay(permission: Permission): boolean {
  return may(useSession()?.principal, permission);
}

export const useAuthMethods = () =>
  useQuery({
    queryKey: keys.methods,
    queryFn: ({ signal }) =>
      client.get<AuthMethods>('/auth/methods', { signal, afterOwnCommands: false }),
    staleTime: Infinity,
  });

type Credentials = Readonly<{ username: string; password: string }>;

async function signIn(credentials: Credentials) {
  const answer = await client.ask<SignedIn>('/auth/sign-in', credentials);
  const { token, expiresAt, principal, mustChangePassword } = answer;
  session.begin({ token, expiresAt, principal: { ...principal, mustChangePassword } });
}

export const useSignIn = () => useMutation({ mutationFn: signIn });

/** Takes up a session with a token that somebody else issued, e.g. the company's sign-on. */
export async function beginWithToken(token: string, expiresAt: string) {
  const nobody = { staffId: '', name: '', username: '', unitId: null, unitName: null };
  const unknown = { ...nobody, roles: [], permissions: [], mustChangePassword: false };
  session.begin({ token, expiresAt, principal: unknown });
  await refreshPrincipal();
}

export async function refreshPrincipal() {
  session.changePrincipal(await client.get<Principal>('/auth/me', { afterOwnCommands: false }));
}

/** Ends every token of the person, also this one: they are signed in again right away. */
export const useChangePassword = () =>
  useMutation({
    mutationFn: async ({ current, next }: { current: string; next: string }) => {
      await client.ask<void>('/auth/password', { current, next }, { afterOwnCommands: false });
      const username = session.current()?.principal.username;
      if (username) await signIn({ username, password: next });
    },
  });
