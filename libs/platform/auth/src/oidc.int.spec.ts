import 'reflect-metadata';
import { createHttpApp, type HttpProblem } from '@taizhang/platform/http';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AuthModule } from './auth.module';
import { authProblems } from './auth.problems';
import { OidcAuthenticator, type OidcOptions } from './oidc.authenticator';
import { loadSigningKey } from './signing-key';

type Pair = { privateKey: CryptoKey; jwk: JWK };

/** A small identity provider: a discovery document and keys that can be rotated. */
let server: Server;
let issuer: string;
let keys: JWK[] = [];
let fetches = 0;
let answers = true;
let named: string | undefined;

async function newPair(kid: string, alg = 'RS256'): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

let first: Pair;
let second: Pair;

beforeAll(async () => {
  server = createServer((request, response) => {
    fetches++;
    if (!answers) return response.writeHead(500).end();
    const body =
      request.url === '/keys' ? { keys } : { issuer: named ?? issuer, jwks_uri: `${issuer}/keys` };
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [first, second] = [await newPair('first'), await newPair('second', 'EdDSA')];
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  keys = [first.jwk];
  [fetches, answers, named] = [0, true, undefined];
});

const authenticator = (more: Partial<OidcOptions> = {}) =>
  new OidcAuthenticator({
    issuer,
    audience: 'taizhang',
    clientId: 'portal',
    keysCooldownMs: 0,
    ...more,
  });

const claims = {
  sub: 'E-1024',
  roles: ['handler', 'vpn-user'],
  unit_id: 'unit-east',
  name: '李伟',
  preferred_username: 'li.wei',
};

type Signing = { pair?: Pair; alg?: string; iss?: string; aud?: string; ends?: string | number };
function signed(payload: object = claims, { pair = first, alg, iss, aud, ends }: Signing = {}) {
  return new SignJWT({ ...payload })
    .setProtectedHeader({ alg: alg ?? pair.jwk.alg!, kid: pair.jwk.kid! })
    .setIssuer(iss ?? issuer)
    .setAudience(aud ?? 'taizhang')
    .setIssuedAt()
    .setExpirationTime(ends ?? '5 min')
    .sign(pair.privateKey);
}

describe('A token of the identity provider', () => {
  it('says who asks, for whom they work and what they may do', async () => {
    expect(await authenticator().authenticate(await signed())).toMatchObject({
      staffId: 'staff-e-1024',
      username: 'li.wei',
      name: '李伟',
      unitId: 'unit-east',
      roles: ['handler'],
      permissions: expect.arrayContaining(['complaint.write']),
      mustChangePassword: false,
    });
  });

  it('may have its claims elsewhere', async () => {
    const given = {
      sub: 'x',
      realm_access: { roles: ['auditor'] },
      employee: 'staff-7',
      org: 'unit-9',
    };
    const elsewhere = { staffId: 'employee', roles: 'realm_access.roles', unitId: 'org' };
    const principal = await authenticator({ claims: elsewhere }).authenticate(await signed(given));
    expect(principal).toMatchObject({ staffId: 'staff-7', roles: ['auditor'], unitId: 'unit-9' });
  });

  it('without a usable id is nobody; without roles may do nothing', async () => {
    const nobody = await signed({ ...claims, sub: '../../etc' });
    expect(await authenticator().authenticate(nobody)).toBeNull();
    const without = await signed({ ...claims, roles: undefined });
    const idle = await authenticator().authenticate(without);
    expect([idle?.roles, idle?.permissions]).toEqual([[], []]);
  });

  it('holds after the keys were rotated, and one of a withdrawn key does not', async () => {
    const oidc = authenticator();
    expect(await oidc.authenticate(await signed())).not.toBeNull();
    keys = [second.jwk];
    expect(await oidc.authenticate(await signed(claims, { pair: second }))).not.toBeNull();
    expect(await oidc.authenticate(await signed({ ...claims, fresh: true }))).toBeNull();
  });

  it('is asked about once', async () => {
    const oidc = authenticator();
    const token = await signed();
    for (let count = 0; count < 5; count++) await oidc.authenticate(token);
    expect(fetches).toBe(2); // the discovery document and the keys
  });

  it('is refused when it is for others, from others or over', async () => {
    const oidc = authenticator();
    for (const wrong of [
      { aud: 'payroll' },
      { iss: 'http://127.0.0.1:1' },
      { ends: Math.floor(Date.now() / 1000) - 60 },
    ]) {
      expect(await oidc.authenticate(await signed(claims, wrong))).toBeNull();
    }
  });

  it('is refused when its signature proves nothing', async () => {
    const oidc = authenticator();
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = { ...claims, iss: issuer, aud: 'taizhang', exp: Date.now() / 1000 + 300 };
    const unsigned = `${encode({ alg: 'none' })}.${encode(payload)}.`;
    const shared = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .sign(Buffer.from(JSON.stringify(first.jwk)));
    const impostor = await newPair('first');
    const forged = await signed(claims, { pair: impostor });
    const [header, , signature] = (await signed()).split('.');
    const altered = `${header}.${encode({ ...payload, roles: ['supervisor'] })}.${signature}`;
    for (const token of [
      unsigned,
      shared,
      forged,
      altered,
      'a.b.c',
      'nonsense',
      'x'.repeat(9_000),
    ]) {
      expect(await oidc.authenticate(token)).toBeNull();
    }
  });
});

describe('An identity provider that cannot be asked', () => {
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'answered',
      (error: HttpProblem) => error.code,
    );

  it('is no fault of the token, and is asked again', async () => {
    const oidc = authenticator();
    answers = false;
    expect(await codeOf(oidc.authenticate(await signed()))).toBe('temporarily-unavailable');
    answers = true;
    expect(await oidc.authenticate(await signed())).not.toBeNull();
    answers = false;
    const unknownKey = await signed(claims, { pair: second });
    expect(await codeOf(oidc.authenticate(unknownKey))).toBe('temporarily-unavailable');
  });

  it('and one that calls itself otherwise is not believed', async () => {
    named = 'https://elsewhere.example';
    expect(await codeOf(authenticator().authenticate(await signed()))).toBe(
      'temporarily-unavailable',
    );
  });
});

describe('Single sign-on', () => {
  it('takes the place of our own accounts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sso-'));
    const oidc = { issuer: 'http://127.0.0.1:1', audience: 'taizhang', clientId: 'portal' };
    const key = await loadSigningKey(folder);
    const module = AuthModule.forRoot({ pool: new pg.Pool(), key, oidc });
    const other = await createHttpApp(module, {
      title: { zh: '台账', en: 'Taizhang' },
      version: '1',
      problems: [authProblems],
      fingerprintKey: key.derive('fingerprints'),
      logLevel: 'silent',
    });
    const methods = await other.inject('/api/auth/methods');
    expect(methods.json()).toMatchObject({
      builtIn: false,
      oidc: { issuer: oidc.issuer, clientId: 'portal' },
    });
    const payload = { username: 'a', password: 'b' };
    const signIn = await other.inject({ method: 'POST', url: '/api/auth/sign-in', payload });
    expect([signIn.statusCode, signIn.json().code]).toEqual([404, 'built-in-sign-in-off']);
    const authorization = 'Bearer e30.e30.e30';
    const me = await other.inject({ url: '/api/auth/me', headers: { authorization } });
    expect([me.statusCode, me.json().code]).toEqual([503, 'temporarily-unavailable']);
    await other.close();
    rmSync(folder, { recursive: true });
  });
});
