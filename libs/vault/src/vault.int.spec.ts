import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { Letters } from './letters';
import { nextMasterKey, openMasterKeys, retireMasterKey } from './master-key';
import { MasterKeyUnusable } from './master-key';
import { RotationStopped, keyStatus, rotateMasterKey } from './rotation';
import { Vault, keyMemoryMsMax } from './vault';
import { migrateVault } from './vault.migration';

let database: TestDatabase;
let dataDir: string;
const keys = () => openMasterKeys(dataDir);

beforeEach(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
  await migrateVault(database.pool);
});
afterEach(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A process of its own, whose clock the test moves. */
async function opened(clock = { ms: 0 }) {
  const { master, masters } = keys();
  return Vault.open(database.pool, master, { masters, now: () => clock.ms });
}
const has = async (vault: Vault, id: string) => (await vault.keysOf([id])).has(id);

describe('A destroyed key', () => {
  it('is gone here at once, and in every other process after a bounded time', async () => {
    const clock = { ms: 0 };
    const [here, elsewhere] = [await opened(), await opened(clock)];
    await here.keysOf(['customer-1', 'customer-2'], { create: true });
    expect(await has(elsewhere, 'customer-1')).toBe(true);
    expect(await here.destroy(['customer-1'])).toEqual(['customer-1']);
    expect(await has(here, 'customer-1')).toBe(false);
    clock.ms += keyMemoryMsMax;
    expect(await has(elsewhere, 'customer-1')).toBe(false);
    expect(await has(elsewhere, 'customer-2')).toBe(true);
  });

  it('takes along what was called by a name under it', async () => {
    const vault = await opened();
    const letters = new Letters(vault);
    const bill = () => letters.nameUnder('customer-1', 'bill 3301');
    const name = await bill();
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(await bill()).toBe(name);
    expect(await letters.nameUnder('customer-2', 'bill 3301')).not.toBe(name);
    await vault.destroy(['customer-1']);
    expect(await bill()).toBeNull();
  });

  it('is destroyed once, whether there ever was one', async () => {
    const vault = await opened();
    expect(await vault.destroy(['customer-1', 'customer-1'])).toEqual([]);
    expect(await vault.destroy(['customer-1'])).toEqual([]);
    expect((await vault.destroyed(['customer-1', 'customer-2'])).has('customer-1')).toBe(true);
  });

  it('is never followed by another, even while both are asked for at once', async () => {
    const vaults = await Promise.all([opened(), opened(), opened()]);
    const persons = Array.from({ length: 20 }, (_, index) => `customer-${index}`);
    await Promise.all([
      ...vaults.map((vault) => vault.keysOf(persons, { create: true })),
      ...persons.map((id, index) => vaults[index % 3]!.destroy([id])),
    ]);
    const later = await opened();
    expect((await later.keysOf(persons, { create: true })).size).toBe(0);
  });

  it('does not come back with an answer that was under way when it was destroyed', async () => {
    const destroyer = await opened();
    await destroyer.keysOf(['customer-1'], { create: true });
    let [isAsked, isRead] = [() => undefined as void, () => undefined as void];
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const read = new Promise<void>((resolve) => (isRead = resolve));
    const slow = Object.create(database.pool) as typeof database.pool;
    slow.query = (async (asks: string | pg.QueryConfig, values?: unknown[]) => {
      const { text } = typeof asks === 'string' ? { text: asks } : asks;
      const answer = await database.pool.query(asks as string, values);
      if (!/FROM vault.keys/.test(text)) return answer;
      isAsked();
      await read;
      return answer;
    }) as never;
    const clock = { ms: 0 };
    const { master, masters } = keys();
    const reader = await Vault.open(slow, master, { masters, now: () => clock.ms });
    const answered = has(reader, 'customer-1');
    await asked;
    await destroyer.destroy(['customer-1']);
    clock.ms += keyMemoryMsMax;
    await reader.keysOf([]);
    isRead();
    await answered;
    expect(await has(reader, 'customer-1')).toBe(false);
  });

  it('is noticed after an older state was put back, in which it is destroyed in an earlier place', async () => {
    const clock = { ms: 0 };
    const [here, elsewhere] = [await opened(clock), await opened()];
    const persons = ['customer-1', 'customer-2', 'customer-3'];
    await here.keysOf(persons, { create: true });
    await database.pool.query('CREATE TABLE backup AS SELECT * FROM vault.keys');
    await elsewhere.destroy(['customer-1']);
    clock.ms += keyMemoryMsMax;
    expect(await has(here, 'customer-1')).toBe(false);
    await database.pool.query('TRUNCATE vault.keys, vault.destroyed RESTART IDENTITY');
    await database.pool.query('INSERT INTO vault.keys SELECT * FROM backup');
    await elsewhere.destroy(['customer-2']);
    clock.ms += keyMemoryMsMax;
    expect(await has(here, 'customer-2')).toBe(false);
    expect(await has(here, 'customer-3')).toBe(true);

    await database.pool.query('TRUNCATE vault.destroyed RESTART IDENTITY');
    await here.destroy(['customer-3']);
    expect(await has(here, 'customer-3')).toBe(false);
  });

  it('stays gone when an old copy of the keys is put back', async () => {
    const before = await opened();
    await before.keysOf(['customer-1', 'customer-2'], { create: true });
    await database.pool.query('CREATE TABLE backup AS SELECT * FROM vault.keys');
    await before.destroy(['customer-1']);
    const putBack = async () => {
      await database.pool.query('TRUNCATE vault.keys');
      await database.pool.query('INSERT INTO vault.keys SELECT * FROM backup');
    };
    await putBack();
    expect(await has(before, 'customer-1')).toBe(false);
    const restarted = await opened();
    expect(await has(restarted, 'customer-1')).toBe(false);
    expect(await has(restarted, 'customer-2')).toBe(true);
    const { rows } = await database.pool.query(
      `SELECT length(wrapped) AS length FROM vault.keys WHERE person_id = 'customer-1'`,
    );
    expect(rows).toEqual([{ length: 0 }]);
  });
});

describe('A rotation of the master key', () => {
  const persons = Array.from({ length: 2_500 }, (_, index) => `customer-${index}`);

  it('leaves every person readable, in processes that began before it and after', async () => {
    const clock = { ms: 0 };
    const before = await opened(clock);
    const known = await before.keysOf(persons, { create: true });
    const next = nextMasterKey(dataDir);
    const few = await Vault.open(database.pool, keys().master, {
      ...{ masters: keys().masters, rememberedMax: 1 },
    });
    const told: number[] = [];
    const rotating = rotateMasterKey(database.pool, keys(), next, {
      onProgress: ({ done }) => void told.push(done),
    });
    // Meanwhile others read, and meet people they have never seen.
    const [, read, born] = await Promise.all([
      rotating,
      few.keysOf(persons),
      few.keysOf(['customer-new'], { create: true }),
    ]);
    expect(told.at(-1)).toBeGreaterThanOrEqual(2_500);
    retireMasterKey(dataDir);
    expect([...read]).toEqual(expect.arrayContaining([...known].slice(0, 5)));
    const after = await opened();
    expect((await after.keysOf(persons)).get('customer-7')).toEqual(known.get('customer-7'));
    expect(await after.keysOf(['customer-new'])).toEqual(born);
    clock.ms += keyMemoryMsMax;
    expect(await before.keysOf(['customer-new'])).toEqual(born);
    const status = await keyStatus(database.pool);
    expect(status).toMatchObject({ keys: 2_501, masters: [{ isCurrent: true, keys: 2_501 }] });
  });

  it('goes on where it was stopped', async () => {
    await (await opened()).keysOf(persons, { create: true });
    const stop = new AbortController();
    const rotate = (signal?: AbortSignal) =>
      rotateMasterKey(database.pool, keys(), nextMasterKey(dataDir), {
        ...(signal && { signal }),
        onProgress: () => stop.abort(),
      });
    await expect(rotate(stop.signal)).rejects.toThrow(RotationStopped);
    const half = await keyStatus(database.pool);
    expect(half.masters.map((one) => one.keys).sort()).toEqual([1_000, 1_500]);
    expect(await has(await opened(), 'customer-2400')).toBe(true);
    expect(await rotate()).toBe(1_500);
  });

  it('makes old copies of the keys useless', async () => {
    await (await opened()).keysOf(['customer-1'], { create: true });
    await database.pool.query('CREATE TABLE backup AS SELECT * FROM vault.keys');
    await rotateMasterKey(database.pool, keys(), nextMasterKey(dataDir));
    retireMasterKey(dataDir);
    await database.pool.query('TRUNCATE vault.keys');
    await database.pool.query('INSERT INTO vault.keys SELECT * FROM backup');
    const restarted = await opened();
    await expect(restarted.keysOf(['customer-1'])).rejects.toThrow(MasterKeyUnusable);
  });

  it('is told from erasures after it where the clock was ahead, and put back', async () => {
    const { pool } = database;
    const vault = await opened();
    await vault.keysOf(['customer-1', 'customer-2'], { create: true });
    const dayLater = (table: string, column: string) =>
      pool.query(`UPDATE vault.${table} SET ${column} = now() + interval '1 day'`);
    const isRotatedSince = async (id: string) => (await vault.fateOf([id])).isRotatedSince;
    await vault.destroy(['customer-1']);
    await dayLater('destroyed', 'destroyed_at');
    await rotateMasterKey(pool, keys(), nextMasterKey(dataDir));
    expect(await isRotatedSince('customer-1')).toBe(true);
    await dayLater('master', 'since');
    await vault.destroy(['customer-2']);
    expect(await isRotatedSince('customer-2')).toBe(false);
  });

  it('asks for both keys where configuration gives them', () => {
    const [one, two] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
    expect(() => nextMasterKey(dataDir, one)).toThrow(MasterKeyUnusable);
    expect(nextMasterKey(dataDir, `${one},${two}`).toString('base64')).toBe(two);
  });
});
