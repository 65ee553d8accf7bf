/** A new master key from the command line: everybody's data stays readable, old copies do not. */
import { openMasterKeys, keyStatus } from '@taizhang/vault';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { derivedId, type ActorId, type Instant } from '@taizhang/kernel';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli';
import { openLedger } from './ledger';

const persons = ['customer-1', 'customer-2', 'customer-3'];

let database: TestDatabase;
let folder: string;
let dataDir: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const ledger = (masterKey?: string) =>
  openLedger({ databaseUrl: database.url, dataDir, ...(masterKey && { masterKey }) });

/** Three customers, of whom the last is erased. */
async function begin(masterKey?: string): Promise<void> {
  const { log, vault, close } = await ledger(masterKey);
  for (const customerId of persons) {
    const commandId = derivedId('test', customerId);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const about = { phones: [], address: '', kind: 'resident', unitId: null };
    const event = {
      ...{ id: derivedId(commandId, '0'), type: 'CustomerRegistered', version: 1 },
      ...{ data: { customerId, name: `欧阳${customerId}`, ...about }, by: 'staff-1' as ActorId },
      at: '2026-03-01T08:00:00.000Z' as Instant,
      context: { ...ids, channel: 'test', unit: null },
    };
    await log.append(customerId, [event], { expected: 'any' });
  }
  await vault.destroy(['customer-3']);
  await close();
}

async function names(masterKey?: string): Promise<string[]> {
  const { log, close } = await ledger(masterKey);
  const told = await Promise.all(persons.map((person) => log.readStream(person)));
  await close();
  return told.map(([event]) => (event!.data as { name: string }).name);
}
const readable = ['欧阳customer-1', '欧阳customer-2', ''];

type Options = { signal?: AbortSignal; masterKey?: string };
async function taizhang(argv: readonly string[], options: Options = {}) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, databaseUrl: database.url, dataDir, ...options },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}
const status = async () => JSON.parse((await taizhang(['keys', 'status', '--json'])).out);
const pathOfKey = () => join(dataDir, 'keys', 'vault.key');

test('status tells how many keys there are and what wraps them', async () => {
  await begin();
  expect(await status()).toMatchObject({ keys: 2, destroyed: 1, masters: [{ keys: 2 }] });
  const { out, exitCode } = await taizhang(['keys', 'status']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(
    /^2 keys are in use, 1 were destroyed\n {2}master key [0-9a-f]{16}: 2 keys\n$/,
  );
});

test('rotate wraps every key anew; what was copied before opens nowhere', async () => {
  await begin();
  const before = await status();
  const copies = await database.pool.query('SELECT * FROM vault.keys ORDER BY person_id');
  cpSync(join(dataDir, 'keys'), join(folder, 'old-keys'), { recursive: true });

  const { out, err, exitCode } = await taizhang(['keys', 'rotate', '--quiet']);
  expect({ out, err, exitCode }).toEqual({
    ...{ out: '2 keys are wrapped by the new master key.\n', err: '', exitCode: 0 },
  });
  const after = await status();
  expect(after).toMatchObject({ keys: 2, destroyed: 1, masters: [{ isCurrent: true }] });
  expect(after.masters[0].mark).not.toBe(before.masters[0].mark);
  expect(await names()).toEqual(readable);

  // The keys as they were, put back, are no use without the master key that wrapped them.
  await database.pool.query('TRUNCATE vault.keys');
  for (const { person_id: id, wrapped, mark } of copies.rows) {
    await database.pool.query(
      'INSERT INTO vault.keys (person_id, wrapped, mark) VALUES ($1, $2, $3)',
      [id, wrapped, mark],
    );
  }
  await expect(names()).rejects.toThrow('encrypted under another master key');
});

test('Ctrl-C stops it with both keys in place, and the next time goes on', async () => {
  await begin();
  const stopped = await taizhang(['keys', 'rotate'], { signal: AbortSignal.abort() });
  expect(stopped.exitCode).toBe(130);
  expect(stopped.err).toContain('Stopped; both master keys are needed. Run it again to go on.\n');
  expect(existsSync(`${pathOfKey()}.next`)).toBe(true);
  expect((await taizhang(['keys', 'status'])).out).toContain(', being replaced');
  expect(await names()).toEqual(readable);

  const next = readFileSync(`${pathOfKey()}.next`, 'utf8');
  expect((await taizhang(['keys', 'rotate', '--json'])).out).toBe('{"rewrapped":2}\n');
  expect(readFileSync(pathOfKey(), 'utf8')).toBe(next);
  expect(existsSync(`${pathOfKey()}.next`)).toBe(false);
  expect(await names()).toEqual(readable);
  expect((await status()).masters).toHaveLength(1);
});

test('a key that was changed in the database is named, and put back it goes on', async () => {
  await begin();
  const change = () =>
    database.pool.query(
      `UPDATE vault.keys SET wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20))
       WHERE person_id = 'customer-1'`,
    );
  await change();
  const failed = await taizhang(['keys', 'rotate', '--quiet']);
  expect(failed).toMatchObject({ exitCode: 1, out: '' });
  expect(failed.err).toContain('The key of customer-1 was changed in the database');
  await change();
  expect((await taizhang(['keys', 'rotate', '--json'])).out).toBe('{"rewrapped":2}\n');
  expect(await names()).toEqual(readable);
});

test('a master key of the configuration is rotated to the second one given', async () => {
  const [first, second] = [1, 2].map(() => randomBytes(32).toString('base64')) as [string, string];
  await begin(first);
  const alone = await taizhang(['keys', 'rotate'], { masterKey: first });
  expect(alone).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('two keys with a comma'),
  });
  const both = `${first},${second}`;
  const rotated = await taizhang(['keys', 'rotate', '--quiet'], { masterKey: both });
  expect(rotated.out).toContain('Set VAULT_MASTER_KEY to the second key alone and restart');
  expect(await names(second)).toEqual(readable);
  await expect(names(first)).rejects.toThrow('encrypted under another master key');
  expect((await keyStatus(database.pool)).keys).toBe(2);
  expect(openMasterKeys(dataDir, second).masters()).toHaveLength(1);
});
