export { AuthModule, type AuthOptions } from './auth.module';
export type { Demo } from './auth.parts';
export { authProblems } from './auth.problems';
export { migrateAuth } from './account.migration';
export { AccountStore, type Account, type NewAccount } from './account.store';
export type { OidcOptions } from './oidc.authenticator';
export {
  assertUnit,
  permissions,
  reachOf,
  type Permission,
  type Reach,
  type RoleName,
} from './permissions';
export { loadSigningKey, type SigningKey } from './signing-key';
