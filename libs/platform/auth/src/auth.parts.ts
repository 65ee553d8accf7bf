/** What the controller works with, put together by the module. */
import type { Clock } from '@taizhang/kernel';
import type { Bilingual } from '@taizhang/platform/http';
import type { AccountStore } from './account.store';
import type { BuiltInAuthenticator } from './built-in.authenticator';
import type { OidcOptions } from './oidc.authenticator';

export const AUTH_PARTS = Symbol('AuthParts');

/** Who may be tried out, and with what; only where nobody else can reach it. */
export type Demo = Readonly<{
  people: readonly Readonly<{
    username: string;
    name: string;
    roleTitle: Bilingual;
    unitName: string;
  }>[];
  password: string;
}>;

export type AuthParts = Readonly<{
  clock: Clock;
  accounts: AccountStore;
  /** Null where people sign in elsewhere. */
  tokens: BuiltInAuthenticator | null;
  oidc: OidcOptions | null;
  demo(): Promise<Demo | null>;
  unitName(unitId: string): Promise<string | null>;
}>;
