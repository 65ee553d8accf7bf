/** Tokens of an identity provider (OpenID Connect): single sign-on in place of our accounts. */
import type { ActorId } from '@taizhang/kernel';
import { HttpProblem, type Authenticator, type Principal } from '@taizhang/platform/http';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { permissions, permissionsOf, rolePermissions } from './permissions';
import { Recent } from './recent';

export type OidcOptions = Readonly<{
  /** As in its discovery document, to the letter. */
  issuer: string;
  /** Whom its access tokens are for. */
  audience: string;
  /** The portal's client at the issuer. */
  clientId: string;
  /** Names of claims; dots lead inside, as in `realm_access.roles`. */
  claims?: Partial<Record<'staffId' | 'roles' | 'unitId' | 'name' | 'username', string>>;
  /** Between two fetches of the issuer's keys because of an unknown one. */
  keysCooldownMs?: number;
}>;

const claimNames = {
  staffId: 'sub',
  roles: 'roles',
  unitId: 'unit_id',
  name: 'name',
  username: 'preferred_username',
};

const answerMsMax = 5_000;
const keysCooldownMs = 30_000;
const keptMs = 60_000;
const keptMax = 10_000;
// Secrets shared with clients (HS…) and `none` prove nothing.
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

type Keys = ReturnType<typeof createRemoteJWKSet>;

export class OidcAuthenticator implements Authenticator {
  readonly permissions = permissions;
  private keys: Promise<Keys> | undefined;
  private readonly kept = new Recent<{ principal: Principal | null; untilMs: number }>(keptMax);

  constructor(private readonly options: OidcOptions) {}

  async authenticate(token: string): Promise<Principal | null> {
    const kept = this.kept.get(token);
    if (kept && kept.untilMs > Date.now()) return kept.principal;
    const payload = await this.verify(token);
    if (!payload) return null;
    const principal = this.principalOf(payload);
    const untilMs = Math.min(Date.now() + keptMs, payload.exp! * 1000);
    this.kept.set(token, { principal, untilMs });
    return principal;
  }

  private async verify(token: string): Promise<JWTPayload | null> {
    const { issuer, audience } = this.options;
    // Asked only for what looks like a token: nonsense must not reach the issuer.
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return null;
    try {
      const { payload } = await jwtVerify(token, await this.issuersKeys(), {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 30,
      });
      return payload;
    } catch (error) {
      if (isTokensFault(error)) return null;
      if (error instanceof HttpProblem) throw error;
      throw new HttpProblem('temporarily-unavailable', { retryAfterSeconds: 5, cause: error });
    }
  }

  /** Found out when first needed: the issuer may start after us. */
  private issuersKeys(): Promise<Keys> {
    this.keys ??= this.discover().catch((error: unknown) => {
      this.keys = undefined;
      throw new HttpProblem('temporarily-unavailable', { retryAfterSeconds: 5, cause: error });
    });
    return this.keys;
  }

  private async discover(): Promise<Keys> {
    const { issuer, keysCooldownMs: cooldownDuration = keysCooldownMs } = this.options;
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(answerMsMax) });
    if (!answer.ok) throw new Error(`The issuer's discovery document answers ${answer.status}`);
    const found = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (found.issuer !== issuer || typeof found.jwks_uri !== 'string') {
      throw new Error('The discovery document is not that of OIDC_ISSUER, or names no keys');
    }
    const options = { timeoutDuration: answerMsMax, cooldownDuration };
    return createRemoteJWKSet(new URL(found.jwks_uri), options);
  }

  /** Null for somebody whose claims do not say who they are here. */
  private principalOf(payload: JWTPayload): Principal | null {
    const claims = { ...claimNames, ...this.options.claims };
    const text = (claim: keyof typeof claimNames) => textOf(claimAt(payload, claims[claim]));
    const staffId = staffIdOf(text('staffId'));
    if (!staffId) return null;
    const given = claimAt(payload, claims.roles);
    const roles = (Array.isArray(given) ? given : [given]).filter(
      (role): role is string => typeof role === 'string' && Object.hasOwn(rolePermissions, role),
    );
    const username = text('username') ?? staffId;
    return {
      ...{ staffId, username, roles },
      name: text('name') ?? username,
      unitId: text('unitId') ?? null,
      permissions: permissionsOf(roles),
      mustChangePassword: false,
    };
  }
}

function isTokensFault(error: unknown): boolean {
  const ofIssuer = [errors.JWKSTimeout, errors.JWKSInvalid, errors.JWKInvalid];
  if (ofIssuer.some((kind) => error instanceof kind)) return false;
  // The plain one is what jose throws when the keys cannot be fetched.
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}

const claimAt = (payload: JWTPayload, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
          ? (inside as Record<string, unknown>)[name]
          : undefined,
      payload,
    );

const textOf = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' && claim.length <= 200 ? claim : undefined;

/** Personnel numbers and UUIDs become `staff-…`; it is what events carry as `by`. */
function staffIdOf(claim: string | undefined): ActorId | undefined {
  const id = claim?.toLowerCase().replace(/^(staff-)?/, 'staff-');
  return id !== undefined && /^staff-[0-9a-z-]{1,40}$/.test(id) ? (id as ActorId) : undefined;
}
