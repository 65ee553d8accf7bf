/** What waits tells nothing to whoever looks at the database, and waits no longer than it may. */
import { Poison } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Letters, Vault, migrateVault } from '@taizhang/vault';
import { randomBytes } from 'node:crypto';
import { ParkingLot, type Letter } from './parking-lot';
import { migrateParking } from './parking.migration';
import { factName, forgetReasons, giveUpSealed, sealOpenLetters } from './sealed-letters';

const account = '3301999947';
const consumer = 'facts';
const dayMs = 24 * 3_600_000;
const raw = { key: account, value: `{"accountNumber":"${account}"}` };

let database: TestDatabase;
let vault: Vault;
let letters: Letters;
let lot: ParkingLot;
let now: number;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateParking(database.pool);
  await migrateVault(database.pool);
  vault = await Vault.open(database.pool, randomBytes(32));
  now = Date.parse('2026-11-20T23:00:00Z');
  letters = new Letters(vault, () => now);
  lot = new ParkingLot(database.pool, letters);
});
afterEach(() => database.drop());

const poison = async () => {
  throw new Poison('unknown-account');
};
const park = async (more: Partial<Letter> = {}) => {
  const [key, id] = await Promise.all(
    [account, `s ${account}`].map((one) => factName(letters, one)),
  );
  const letter = { ...{ id: id!, key: key!, type: 'BillIssued', topic: 't', raw }, ...more };
  await lot.deliver({ consumer, letter, handle: poison, record: async () => undefined });
  return letter.key;
};
const dump = async () => {
  const tables = ['exchange.parked', 'exchange.discarded', 'vault.keys'];
  const texts = tables.map((name) => database.pool.query(`SELECT t::text AS line FROM ${name} t`));
  return (await Promise.all(texts)).flatMap(({ rows }) => rows.map(({ line }) => line)).join('\n');
};
const drained = async (key: string) => {
  const seen: unknown[] = [];
  await lot.drain(consumer, key, async (letter) => void seen.push(letter.raw));
  return seen;
};

it('keeps a message unreadable in the database, and hands it over as it was', async () => {
  const key = await park();
  const base64 = Buffer.from(raw.value).toString('base64');
  expect((await lot.list())[0]).toMatchObject({ key, reason: 'unknown-account' });
  for (const words of [account, base64.slice(0, 20)]) expect(await dump()).not.toContain(words);
  expect(await drained(key)).toEqual([raw]);
  expect(await lot.list()).toEqual([]);
});

it('seals it by the key of whose it is: erased with them, in backups too', async () => {
  const key = await park({ person: 'customer-1' });
  await vault.destroy(['customer-1']);
  expect(await drained(key)).toEqual([]);
  expect((await lot.list())[0]!.reason).toBe('it can be read no more: give it up');
  const later = await park({ person: 'customer-1', id: 'later', key: 'another' });
  expect(await drained(later)).toEqual([raw]);
});

it('opens nowhere but where it was put', async () => {
  const key = await park();
  await database.pool.query(`UPDATE exchange.parked SET id = 'moved'`);
  expect(await drained(key)).toEqual([]);
  expect(await lot.list()).toHaveLength(1);
});

it('is given up with whom it is about, though nobody knew them when it was parked', async () => {
  await park({ about: await letters.nameOf(account) });
  await park({ about: await letters.nameOf('another'), id: 'other', key: 'other' });
  const why = { by: 'system-erasure', reason: 'erased' };
  const about = [await letters.nameOf(account)];
  expect(await giveUpSealed(database.pool, { about }, why)).toBe(1);
  expect((await lot.list()).map(({ id }) => id)).toEqual(['other']);
  expect((await lot.discarded())[0]).toMatchObject({ ...why, key: 'forgotten', messages: 1 });
});

it('leaves no word of why it was given up once whom it is about is erased', async () => {
  const about = await letters.nameOf(account);
  const given: string[] = [];
  for (const [key, more] of [
    ['theirs', { person: 'customer-1' }],
    ['early', { about }],
    ['complaint-1', {}],
    ['complaint-2', {}],
  ] as const) {
    await park({ key, id: key, ...more });
    const reason = `陶云说不用管了，${key}`;
    given.push(reason);
    expect(await lot.discard(consumer, key, { by: 'staff-1', reason })).toBe(1);
  }
  const streams = ['complaint-1'];
  await forgetReasons(database.pool, { by: ['customer-1'], about: [about], streams }, 'erased');
  const text = await dump();
  expect(given.filter((reason) => text.includes(reason))).toEqual(given.slice(3));
  for (const word of [about, 'theirs', 'early']) expect(text).not.toContain(word);
  const kept = (await lot.discarded()).map(({ key, by }) => `${key} ${by}`);
  expect(kept.toSorted()).toEqual([
    ...['complaint-1 staff-1', 'complaint-2 staff-1', 'forgotten staff-1', 'forgotten staff-1'],
  ]);
});

it('waits its days and is unreadable afterwards, wherever a copy of it is', async () => {
  const key = await park();
  now += 30 * dayMs;
  expect(await letters.expire(30)).toEqual([]);
  now += dayMs;
  const by = await letters.expire(30);
  expect(by).toEqual(['letters-2026-11-20']);
  expect(await drained(key)).toEqual([]);
  await giveUpSealed(database.pool, { by }, { by: 'system-exchange', reason: 'waited' });
  expect(await lot.list()).toEqual([]);
  expect(await letters.expire(30)).toEqual([]);
});

it('seals what an earlier build kept in the clear', async () => {
  await database.pool.query(
    `INSERT INTO exchange.parked (consumer, key, id, type, topic, raw, reason)
     VALUES ($1, $2, 's ' || $2, 'BillIssued', 't', $3, 'unknown-account'),
            ('door', '0/7', '0/7', 'unknown', 't', $3, 'no JSON')`,
    [consumer, account, JSON.stringify(raw)],
  );
  await database.pool.query(
    `INSERT INTO exchange.discarded
       (consumer, key, id, type, topic, parked_at, reason, discarded_by)
     VALUES ($1, $2, 's ' || $2, 'BillIssued', 'taizhang.inbound.v1', now(), 'no', 'staff-1')`,
    [consumer, account],
  );
  await sealOpenLetters(database.pool, letters);
  await sealOpenLetters(database.pool, letters);
  expect(await dump()).not.toContain(account);
  expect(await drained(await factName(letters, account))).toEqual([raw]);
  const seen: unknown[] = [];
  await lot.drain('door', '0/7', async (letter) => void seen.push(letter.raw));
  expect(seen).toEqual([raw]);
});
