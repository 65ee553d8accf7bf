/** A ledger put back from before an erasure is erased again, from a list kept elsewhere. */
import { readModels } from '@taizhang/apps/platform';
import {
  derivedId,
  schemaOf,
  systemClock,
  type ActorId,
  type Instant,
  type ReadModel,
} from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Erasures, carriedOut, migrateErasures } from '@taizhang/platform/service';
import { LiveProjections, ensureBuilt } from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCli } from './cli';
import { openLedger } from './ledger';

const customerId = 'customer-7kx2';
const name = '欧阳翠萍';
const early = '先不说我是谁';
const why = ['--reason', 'consent-withdrawn', '--reference', 'GR-2026-47'];

let databases: TestDatabase[];
let folder: string;
let list: string;

beforeEach(() => {
  databases = [];
  folder = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
  list = join(folder, 'erasures.ndjson');
});
afterEach(async () => {
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true });
});

async function emptyDatabase() {
  const database = await createTestDatabase();
  databases.push(database);
  return database;
}

const place = ({ url }: TestDatabase) => ({ databaseUrl: url, dataDir: join(folder, 'data') });

async function on<Result>(
  database: TestDatabase,
  work: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<Result>,
) {
  const ledger = await openLedger(place(database));
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

const record = (database: TestDatabase, stream: string, type: string, data: object) =>
  on(database, async ({ log }) => {
    const commandId = derivedId('test', stream, type);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const event = {
      ...{ id: derivedId(commandId, '0'), type, version: 1, data, by: 'staff-1' as ActorId },
      at: '2026-03-01T08:00:00.000Z' as Instant,
      context: { ...ids, channel: 'test', unit: null },
    };
    await log.append(stream, [event], { expected: 'any' });
  });

/** Somebody called before anybody knew who they are, and is registered by now. */
async function ledgerOfOne() {
  const database = await emptyDatabase();
  const said = { contactId: 'contact-1', customerId: null, recontactOf: null };
  const classified = { ...said, type: 'complaint', topic: 'bill', summary: early };
  await record(database, 'contact-1', 'ContactClassified', classified);
  return database;
}

const registered = (database: TestDatabase, id = customerId) =>
  record(database, id, 'CustomerRegistered', {
    ...{ customerId: id, name, phones: [], address: '', kind: 'resident', unitId: null },
  });

const built = (database: TestDatabase) =>
  on(database, ({ log, pool }) => ensureBuilt(log, pool, readModels));

const keep = (...decisions: readonly object[]) =>
  writeFileSync(list, decisions.map((decision) => `${JSON.stringify(decision)}\n`).join(''));
const decisionOn = (personId: string, ...early: string[]) => ({
  ...{ personId, ground: 'consent-withdrawn', requestedBy: 'person', reference: 'GR-2026-47' },
  ...{ subjects: [personId, ...early], decidedAt: '2026-03-02T08:00:00.000Z' },
});

async function erased(database: TestDatabase) {
  const identified = { contactId: 'contact-1', customerId };
  await record(database, 'contact-1', 'ContactIdentified', identified);
  await built(database);
  expect(await taizhang(database, 'erase', customerId, ...why)).toMatchObject({ exitCode: 0 });
  return taizhang(database, 'erasures', 'list', '--out', list);
}

async function taizhang(database: TestDatabase, ...argv: string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, ...place(database) },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

/** What is readable of the log, as a platform that has just been started leaves it. */
const readableIn = (database: TestDatabase) =>
  on(database, async ({ log, vault, pool }) => {
    await migrateErasures(pool);
    const told = await log.readStream(customerId);
    const decisions = told.filter(({ type }) => type === 'PersonErased') as never;
    const models = readModels.slice(0, 0);
    await new Erasures({ log: log as GuardedLog, vault, pool, models }).carryOut(decisions);
    const events = [...(await log.readStream('contact-1')), ...(await log.readStream(customerId))];
    const text = JSON.stringify(events.map(({ data }) => data));
    return [name, early].filter((word) => text.includes(word));
  });

async function putBack(database: TestDatabase) {
  const backup = join(folder, 'backup');
  const written = await taizhang(database, 'backup', '--out', backup, '--quiet');
  expect(written).toMatchObject({ exitCode: 0 });
  return async () => {
    const fresh = await emptyDatabase();
    const { out, exitCode } = await taizhang(fresh, 'restore', backup, '--quiet');
    expect(exitCode).toBe(0);
    expect(out).toContain('erasures apply');
    return fresh;
  };
}

test('the list names nobody, and a backup from before is erased by it, once', async () => {
  const database = await ledgerOfOne();
  await registered(database);
  const before = await putBack(database);
  expect((await erased(database)).out).toBe(`${list} lists 1 erasures.\n`);
  const [line] = readFileSync(list, 'utf8').trim().split('\n');
  expect(JSON.parse(line!)).toMatchObject({
    ...{ personId: customerId, ground: 'consent-withdrawn', reference: 'GR-2026-47' },
    subjects: [customerId, 'contact-1'],
  });
  expect(line).not.toContain(name);

  const fresh = await before();
  expect(await readableIn(fresh)).toEqual([name, early]);
  const unknown = await taizhang(fresh, 'erasures', 'list', '--out', list);
  expect(unknown.out).toContain('1 of them this ledger does not know.');
  expect(readFileSync(list, 'utf8')).toBe(`${line}\n`);
  const dry = await taizhang(fresh, 'erasures', 'apply', list, '--dry-run');
  expect(dry).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 would be decided') });
  expect(await readableIn(fresh)).toEqual([name, early]);

  const applied = await taizhang(fresh, 'erasures', 'apply', list, '--json');
  expect(JSON.parse(applied.out)).toMatchObject({ decisions: 1, erased: [customerId], known: [] });
  expect(await readableIn(fresh)).toEqual([]);
  const again = await taizhang(fresh, 'erasures', 'apply', list, '--json');
  expect(JSON.parse(again.out)).toMatchObject({ erased: [], known: [customerId] });
});

test('words older than the day they were registered are erased as well', async () => {
  const database = await ledgerOfOne();
  const before = await putBack(database);
  await registered(database);
  await erased(database);
  const fresh = await before();
  const applied = await taizhang(fresh, 'erasures', 'apply', list, '--json');
  expect(JSON.parse(applied.out)).toMatchObject({ erased: [], nobody: [customerId] });
  expect(await readableIn(fresh)).toEqual([]);
});

/** What contacts say in the read model, once a platform has done what is decided. */
async function shownBy(database: TestDatabase): Promise<readonly string[]> {
  const archive = readModels.find((model: ReadModel) => model.name === 'customer_archive')!;
  return on(database, async ({ log, vault, pool }) => {
    await migrateErasures(pool);
    const live = new LiveProjections(log, pool, readModels);
    const erasures = new Erasures({ log: log as GuardedLog, vault, pool, models: readModels });
    live.start();
    erasures.start();
    const isDone = async () => (await carriedOut(pool, customerId)).isDone;
    for (let wait = 0; wait < 100 && !(await isDone()); wait++) await delay(100);
    await erasures.stop();
    await live.stop();
    const { rows } = await pool.query<{ summary: string }>(
      `SELECT summary FROM ${schemaOf(archive)}.contacts`,
    );
    return rows.map(({ summary }) => summary);
  });
}

test('words older than that day are gone from read models that were put back with them', async () => {
  const database = await ledgerOfOne();
  const opened = { contactId: 'contact-2', channel: 'hotline', ownerId: 'staff-1', unitId: null };
  await record(database, 'contact-2', 'ContactOpened', opened);
  const said = { contactId: 'contact-2', customerId: null, recontactOf: null };
  const classified = { ...said, type: 'complaint', topic: 'bill', summary: early };
  await record(database, 'contact-2', 'ContactClassified', classified);
  await built(database);
  keep(decisionOn(customerId, 'contact-2'));
  const applied = await taizhang(database, 'erasures', 'apply', list, '--json');
  expect(JSON.parse(applied.out)).toMatchObject({ erased: [], nobody: [customerId] });
  expect(await shownBy(database)).toEqual(['']);
  const again = await taizhang(database, 'erasures', 'apply', list, '--json');
  expect(JSON.parse(again.out)).toMatchObject({ erased: [], known: [customerId] });
});

test('who is kept by a restriction that was put back keeps nobody else of the list', async () => {
  const database = await ledgerOfOne();
  const other = 'customer-8kx3';
  await registered(database);
  await registered(database, other);
  await record(database, customerId, 'ProcessingRestricted', {
    ...{ personId: customerId, ground: 'retention', keepUntil: '2999-12-31', reference: 'GR-1' },
  });
  keep(decisionOn(customerId), decisionOn(other));
  const applied = await taizhang(database, 'erasures', 'apply', list, '--json');
  expect(applied).toMatchObject({ exitCode: 1, err: expect.stringContaining(customerId) });
  expect(JSON.parse(applied.out)).toMatchObject({ erased: [other], kept: [customerId] });
  const told = await on(database, ({ log }) => log.readStream(other));
  expect(told.map(({ type }) => type)).toEqual(['CustomerRegistered', 'PersonErased']);
});

test('the list loses no words of theirs to a ledger that knows the decision before', async () => {
  const database = await ledgerOfOne();
  await registered(database);
  await built(database);
  expect(await taizhang(database, 'erase', customerId, ...why)).toMatchObject({ exitCode: 0 });
  keep(decisionOn(customerId, 'contact-1'));
  const kept = readFileSync(list, 'utf8');
  const told = await taizhang(database, 'erasures', 'list', '--out', list);
  expect(told.out).toContain('1 of them this ledger does not know.');
  expect(readFileSync(list, 'utf8')).toBe(kept);
  await taizhang(database, 'erasures', 'apply', list);
  expect(await readableIn(database)).toEqual([]);
  const after = await taizhang(database, 'erasures', 'list', '--out', list);
  expect(after.out).toBe(`${list} lists 1 erasures.\n`);
});

test('a list that cannot be read changes nothing', async () => {
  const database = await ledgerOfOne();
  await registered(database);
  const missing = await taizhang(database, 'erasures', 'apply', join(folder, 'none'));
  expect(missing).toMatchObject({ exitCode: 2, err: expect.stringContaining('no list to read') });
  const decision = {
    ...{ personId: customerId, ground: 'unlawful', requestedBy: 'person', reference: 'GR-1' },
    ...{ subjects: [customerId], decidedAt: systemClock.now() },
  };
  writeFileSync(list, `${JSON.stringify(decision)}\n\n{"personId": 1}\n`);
  const broken = await taizhang(database, 'erasures', 'apply', list);
  expect(broken).toMatchObject({ exitCode: 2, err: expect.stringContaining('Line 3 of ') });
  expect(await readableIn(database)).toEqual([name, early]);
});
