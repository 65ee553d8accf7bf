/** Tokens of our own, for accounts of our own. */
import type { Clock } from '@taizhang/kernel';
import type { Authenticator, Principal } from '@taizhang/platform/http';
import { SignJWT, errors, jwtVerify } from 'jose';
import type { Account, AccountStore } from './account.store';
import { permissions, permissionsOf } from './permissions';
import { Recent } from './recent';
import type { SigningKey } from './signing-key';

const issuer = 'taizhang';
const lifeSeconds = 8 * 3600;
/** By how much the clocks of copies may differ, or one may be put back, with nobody signed out. */
const clockToleranceSeconds = 900;
const verifiedMax = 10_000;

type Verified = Readonly<{ staffId: string; version: unknown; endsMs: number }>;
export type Token = Readonly<{ token: string; expiresAt: string }>;

export class BuiltInAuthenticator implements Authenticator {
  readonly permissions = permissions;
  /** Signatures that were checked; a token comes with every request of its person. */
  private readonly verified = new Recent<Verified>(verifiedMax);
  private readonly principals = new WeakMap<Account, Principal>();

  constructor(
    private readonly key: SigningKey,
    private readonly accounts: Pick<AccountStore, 'find'>,
    private readonly clock: Clock,
  ) {}

  /** A token of 8 hours; it ends earlier when the password changes or the account is disabled. */
  async issue({ staffId, tokenVersion }: Account): Promise<Token> {
    const issuedAt = Math.floor(Date.parse(this.clock.now()) / 1000);
    const endsAt = issuedAt + lifeSeconds;
    const token = await new SignJWT({ ver: tokenVersion })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: this.key.id })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(staffId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(endsAt)
      .sign(this.key.privateKey);
    return { token, expiresAt: new Date(endsAt * 1000).toISOString() };
  }

  async authenticate(token: string): Promise<Principal | null> {
    const claims = this.stillVerified(token) ?? (await this.verify(token));
    if (!claims) return null;
    const account = await this.accounts.find(claims.staffId);
    if (!account || account.tokenVersion !== claims.version) return null;
    return this.principalOf(account);
  }

  /** Computed once for an account as it was read, not once a request. */
  principalOf(account: Account): Principal {
    const known = this.principals.get(account);
    if (known) return known;
    const { staffId, username, name, unitId, roles, mustChange } = account;
    const principal = {
      ...{ staffId, username, unitId, roles },
      name: name ?? username,
      permissions: permissionsOf(roles),
      mustChangePassword: mustChange,
    };
    this.principals.set(account, principal);
    return principal;
  }

  private stillVerified(token: string): Verified | undefined {
    const claims = this.verified.get(token);
    return claims && this.isInForce(claims) ? claims : undefined;
  }

  /** What is left of more than a token's life was given by a clock that has been put back since. */
  private isInForce({ endsMs }: Verified): boolean {
    const leftMs = endsMs - Date.parse(this.clock.now());
    return leftMs > 0 && leftMs <= (lifeSeconds + clockToleranceSeconds) * 1000;
  }

  private async verify(token: string): Promise<Verified | null> {
    try {
      const { payload } = await jwtVerify(token, this.key.publicKey, {
        algorithms: ['EdDSA', 'Ed25519'],
        issuer,
        audience: issuer,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(this.clock.now()),
      });
      const { sub, exp, ver } = payload;
      const claims = { staffId: sub!, version: ver, endsMs: exp! * 1000 };
      if (!this.isInForce(claims)) return null;
      this.verified.set(token, claims);
      return claims;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
  }
}
