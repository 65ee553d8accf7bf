import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { instant, type ActorId, type Clock } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Query, createHttpApp, type QueryInput } from '@taizhang/platform/http';
import { SignJWT } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { migrateAuth } from './account.migration';
import { AccountStore } from './account.store';
import { AuthModule } from './auth.module';
import { authProblems } from './auth.problems';
import { loadSigningKey, type SigningKey } from './signing-key';

let database: TestDatabase;
let app: NestFastifyApplication;
let accounts: AccountStore;
let key: SigningKey;
let origin: string;
let nowMs = Date.parse('2026-01-05T08:00:00.000Z');
const clock: Clock = { now: () => instant(nowMs) };
const keyFolder = mkdtempSync(join(tmpdir(), 'auth-'));

@Controller('whoami')
class WhoamiController {
  @Query({
    path: '/',
    permission: 'complaint.read',
    summary: { zh: '我', en: 'Me' },
    answers: z.object({ staffId: z.string(), unitId: z.string().nullable() }),
  })
  me({ principal: { staffId, unitId } }: QueryInput) {
    return { staffId, unitId };
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  await Promise.all([migrateAuth(database.pool), migrateAuth(database.pool)]);
  key = await loadSigningKey(keyFolder);
  const unitName = async () => '东城供电所';
  @Module({
    imports: [AuthModule.forRoot({ pool: database.pool, key, clock, unitName })],
    controllers: [WhoamiController],
  })
  class ServiceModule {}
  app = await createHttpApp(ServiceModule, {
    title: { zh: '台账', en: 'Taizhang' },
    version: '1',
    problems: [authProblems],
    fingerprintKey: key.derive('fingerprints'),
    logLevel: 'silent',
    checkAnswers: true,
  });
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
  accounts = app.get(AccountStore);
});
afterAll(async () => {
  await app.close();
  await database.drop();
  rmSync(keyFolder, { recursive: true });
});

async function ask(path: string, token?: string, body?: unknown) {
  const answer = await fetch(`${origin}/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each answer has its own shape.
  const json = (text ? JSON.parse(text) : null) as any;
  return { status: answer.status, headers: answer.headers, body: json };
}
const signIn = (username: string, password: string) =>
  ask('auth/sign-in', undefined, { username, password });

const password = 'a long password, 2026';
let people = 0;
/** Somebody new, with a password of their own. */
async function somebody(roles = ['handler']) {
  const username = `person${++people}`;
  const staffId = `staff-${people}` as ActorId;
  const unitId = 'unit-east';
  await accounts.create({ username, staffId, name: '李伟', unitId, roles, password });
  return { username, staffId };
}
describe('Signing in', () => {
  it('gives a token of eight hours and says who one is', async () => {
    const { username, staffId } = await somebody();
    const { status, body } = await signIn(username.toUpperCase(), password);
    expect([status, body.expiresAt, body.mustChangePassword]).toEqual([
      200,
      '2026-01-05T16:00:00.000Z',
      false,
    ]);
    const me = await ask('auth/me', body.token);
    expect(me.body).toEqual(body.principal);
    expect(me.body).toMatchObject({ staffId, name: '李伟', unitName: '东城供电所' });
    expect(me.body.permissions).toContain('complaint.write');
    expect((await ask('whoami', body.token)).body).toEqual({ staffId, unitId: 'unit-east' });
  });

  it('fails alike for a wrong password, an unknown name and a disabled account', async () => {
    const { username, staffId } = await somebody();
    const wrong = await signIn(username, 'not the password');
    await accounts.disable(staffId);
    const disabled = await signIn(username, password);
    const unknown = await signIn('nobody.at.all', password);
    expect(wrong.body).toMatchObject({ status: 401, code: 'sign-in-failed' });
    expect([disabled.body, unknown.body]).toEqual([wrong.body, wrong.body]);
  });

  it('is locked after five failures in a row, known name or not', async () => {
    const { username } = await somebody();
    for (const name of [username, 'somebody.unknown']) {
      for (let count = 1; count <= 5; count++) {
        expect((await signIn(name, 'wrong')).status).toBe(401);
      }
      const locked = await signIn(name, password);
      expect([locked.status, locked.body.code, locked.headers.get('retry-after')]).toEqual([
        429,
        'too-many-attempts',
        '30',
      ]);
    }
    nowMs += 30_000;
    expect((await signIn(username, password)).status).toBe(200);
    expect((await signIn(username, 'wrong')).status).toBe(401);
  });

  it('is locked twice as long with each further failure', async () => {
    const { username } = await somebody();
    for (let count = 1; count <= 5; count++) await signIn(username, 'wrong');
    nowMs += 30_000;
    await signIn(username, 'wrong');
    expect((await signIn(username, password)).headers.get('retry-after')).toBe('60');
  });

  it.each([
    [{}],
    [{ username: 'x' }],
    [{ username: 'x', password: 'y', admin: true }],
    [{ username: { $ne: null }, password: ['y'] }],
    [{ username: 'x\u0000', password: 'y' }],
    [{ username: 'x'.repeat(65), password: 'y' }],
    [{ username: 'x', password: 'y'.repeat(500) }],
  ])('refuses %j as malformed', async (body) => {
    const answer = await ask('auth/sign-in', undefined, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'request-invalid']);
  });

  it('tells how it is done here', async () => {
    expect((await ask('auth/methods')).body).toEqual({
      builtIn: true,
      oidc: null,
      demo: [],
      demoPassword: null,
    });
  });
});

describe('A one-time password', () => {
  it('lets in only to change it', async () => {
    const staffId = 'staff-new' as ActorId;
    const person = { username: 'newcomer', staffId, name: null, unitId: null, roles: ['agent'] };
    const oneTime = (await accounts.create({ ...person, seed: 'command-1' }))!;
    expect(await accounts.create({ ...person, seed: 'command-1' })).toBe(oneTime);

    const { body } = await signIn('newcomer', oneTime);
    expect([body.mustChangePassword, body.principal.name]).toEqual([true, 'newcomer']);
    const refused = await ask('whoami', body.token);
    expect([refused.status, refused.body.code]).toEqual([403, 'password-change-required']);
    expect((await ask('auth/me', body.token)).body.mustChangePassword).toBe(true);

    const change = (current: string, next: string) =>
      ask('auth/password', body.token, { current, next });
    expect((await change('wrong', password)).body.code).toBe('current-password-wrong');
    expect((await change(oneTime, 'newcomer-2026')).body).toMatchObject({
      code: 'password-too-weak',
      reason: 'contains-username',
    });
    expect((await change(oneTime, oneTime)).body.reason).toBe('same-as-old');
    expect(await change(oneTime, password)).toMatchObject({ status: 204, body: null });

    expect((await ask('auth/me', body.token)).status).toBe(401);
    const again = await signIn('newcomer', password);
    expect(again.body.mustChangePassword).toBe(false);
    expect((await ask('whoami', again.body.token)).status).toBe(200);
    expect((await signIn('newcomer', oneTime)).status).toBe(401);
  });

  it('is given to whoever forgot theirs, unlocks them and ends their tokens', async () => {
    const { username, staffId } = await somebody();
    const { body } = await signIn(username, password);
    for (let count = 1; count <= 5; count++) await signIn(username, 'wrong');
    const oneTime = await accounts.resetPassword(staffId);
    expect((await ask('auth/me', body.token)).status).toBe(401);
    expect((await signIn(username, oneTime)).body.mustChangePassword).toBe(true);
  });
});

describe('A token', () => {
  it('ends after eight hours', async () => {
    const { username } = await somebody();
    const { body } = await signIn(username, password);
    nowMs += 8 * 3_600_000 - 1_000;
    expect((await ask('whoami', body.token)).status).toBe(200);
    nowMs += 2_000;
    expect((await ask('whoami', body.token)).status).toBe(401);
  });

  it.each([
    ['looked at before', true],
    ['new to the process', false],
  ])('does not outlive a clock that was ahead: %s', async (_, isKnown) => {
    const { username } = await somebody();
    nowMs += 86_400_000;
    const { body } = await signIn(username, password);
    if (isKnown) await ask('whoami', body.token);
    nowMs -= 86_400_000;
    expect((await ask('whoami', body.token)).status).toBe(401);
    expect((await signIn(username, password)).status).toBe(200);
  });

  it('ends when the account is disabled, and follows a reassignment', async () => {
    const { username, staffId } = await somebody();
    const { body } = await signIn(username, password);
    await accounts.reassign(staffId, 'unit-west', ['auditor']);
    expect((await ask('whoami', body.token)).body.unitId).toBe('unit-west');
    expect((await ask('auth/me', body.token)).body.roles).toEqual(['auditor']);
    await accounts.disable(staffId);
    expect((await ask('whoami', body.token)).status).toBe(401);
  });

  it.each([
    ['', 3_001],
    [', also where the clock was put back', -600_000],
  ])('ends within seconds when another process disables the account%s', async (_, laterMs) => {
    const { username, staffId } = await somebody();
    const { body } = await signIn(username, password);
    expect((await ask('whoami', body.token)).status).toBe(200);
    await new AccountStore(database.pool, key, clock).disable(staffId);
    nowMs += laterMs;
    expect((await ask('whoami', body.token)).status).toBe(401);
    nowMs -= laterMs;
  });

  it('is refused when somebody else made it', async () => {
    const { staffId } = await somebody();
    const token = (alg: string, secret: Parameters<SignJWT['sign']>[0]) =>
      new SignJWT({ ver: 0 })
        .setProtectedHeader({ alg })
        .setIssuer('taizhang')
        .setAudience('taizhang')
        .setSubject(staffId)
        .setExpirationTime(Math.floor(nowMs / 1000) + 600)
        .sign(secret);
    const stranger = await loadSigningKey(join(keyFolder, 'stranger'));
    expect((await ask('whoami', await token('EdDSA', key.privateKey))).status).toBe(200);
    expect((await ask('whoami', await token('EdDSA', stranger.privateKey))).status).toBe(401);
    expect((await ask('whoami', await token('HS256', Buffer.alloc(32)))).status).toBe(401);
    for (const nonsense of ['x', '..', 'a.b.c', 'e30.e30.', 'x'.repeat(5_000)]) {
      expect((await ask('whoami', nonsense)).status).toBe(401);
    }
  });
});
