import { instant, type ActorId, type Clock } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { HttpProblem } from '@taizhang/platform/http';
import { migrateAuth } from './account.migration';
import { AccountStore } from './account.store';

let database: TestDatabase;
let accounts: AccountStore;
const today = instant('2026-01-05T08:00:00.000Z');
let now = today;
const clock: Clock = { now: () => now };
const password = 'a long password, 2026';

beforeAll(async () => {
  database = await createTestDatabase();
  await Promise.all([migrateAuth(database.pool), migrateAuth(database.pool)]);
  accounts = new AccountStore(database.pool, { derive: () => new Uint8Array(32) }, clock);
});
afterAll(() => database.drop());

let people = 0;
async function somebody() {
  const username = `person${++people}`;
  const staffId = `staff-${people}` as ActorId;
  await accounts.create({ username, staffId, name: '李伟', unitId: null, roles: [], password });
  return { username, staffId };
}
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: HttpProblem) => error.code,
  );

describe('An account', () => {
  it('is refused under a name somebody else has, and with a weak password', async () => {
    const { username } = await somebody();
    const other = {
      username,
      staffId: 'staff-other' as ActorId,
      name: null,
      unitId: null,
      roles: [],
    };
    expect(await codeOf(accounts.create(other))).toBe('username-taken');
    const weak = { ...other, username: 'someone.else', password: 'short' };
    expect(await codeOf(accounts.create(weak))).toBe('password-too-weak');
  });

  it('that is missing is told apart', async () => {
    expect(await codeOf(accounts.disable('staff-none' as ActorId))).toBe('account-missing');
    expect(await accounts.find('staff-none')).toBeNull();
  });

  it('keeps no password', async () => {
    const { rows } = await database.pool.query('SELECT * FROM auth.accounts');
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  it('counts guesses made at once', async () => {
    const { username } = await somebody();
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(accounts.verify(username, 'a wrong guess'))),
    );
    expect(codes.filter((code) => code === 'sign-in-failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(15);
  });

  it.each([
    ['a wrong guess', 1],
    ['guesses enough for a lock', 6],
  ])('is not locked by a clock that was a day ahead: %s', async (_, guesses) => {
    const { username } = await somebody();
    now = instant('2026-01-06T08:00:00.000Z');
    for (let guess = 0; guess < guesses; guess++) {
      await codeOf(accounts.verify(username, 'a wrong guess'));
    }
    now = today;
    expect(await codeOf(accounts.verify(username, password))).toBe('done');
  });
});
