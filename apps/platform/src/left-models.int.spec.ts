/** Erasing a person whom tables show that are of no read model of this release. */
import { derivedId, projection, systemClock, type ReadModel } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger, type Ledger } from '@taizhang/platform/ledger';
import { Erasures, carriedOut, migrateErasures } from '@taizhang/platform/service';
import { Heartbeats } from '@taizhang/platform/subscribers';
import { LiveProjections, RebuildPaused, ensureBuilt, rebuild } from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { customers } from '@taizhang/views/customer-archive';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Pool } from 'pg';

jest.setTimeout(60_000);

const person = 'customer-1';
const name = '欧阳翠萍';

/** Kept up to date here; and what a release had before this one, or will have after it. */
const ours: ReadModel = { name: 'our_archive', version: 1, tables: [projection({ ...customers })] };
const left: ReadModel = { ...ours, name: 'left_archive', version: 3 };

let database: TestDatabase;
let pool: Pool;
let ledger: Ledger;
let log: GuardedLog;
let live: LiveProjections;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 12 });
  const masterKey = randomBytes(32).toString('base64');
  ledger = await openLedger({ pool, dataDir: tmpdir(), masterKey });
  log = ledger.log(systemClock);
  await migrateErasures(pool);
  const details = { customerId: person, phones: ['13912345678'], address: '落霞巷 47 号' };
  await tell('CustomerRegistered', { ...details, kind: 'resident', unitId: null, name });
  await ensureBuilt(log, pool, [ours]);
  live = new LiveProjections(log, pool, [ours]);
  live.start();
});
afterEach(async () => {
  await live.stop();
  await ledger.close();
  await pool.end();
  await database.drop();
});

async function tell(type: string, data: object): Promise<void> {
  const commandId = derivedId('test', type);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const event = {
    ...{ id: derivedId(commandId, '0'), type, version: 1, data, by: 'staff-1' },
    ...{ at: '2026-03-02T01:00:00.000Z', context: { ...ids, channel: 'test', unit: null } },
  };
  await log.append(person, [event as never], { expected: 'any' });
}

const decided = { ground: 'unlawful', requestedBy: 'authority', reference: 'GR-2026-9' };
const erased = { personId: person, ...decided, subjects: [person] };
const carryOut = () =>
  new Erasures({ log, vault: ledger.vault, pool, models: [ours] }).carryOut([
    { data: erased } as never,
  ]);
const schemas = async () => {
  const text = `SELECT nspname FROM pg_namespace WHERE nspname ~ '_v[0-9]' ORDER BY 1`;
  const { rows } = await pool.query<{ nspname: string }>(text);
  return rows.map(({ nspname }) => nspname);
};

it('An erasure reaches what a read model left that is no more, and is complete', async () => {
  await ensureBuilt(log, pool, [left]);
  await rebuild(log, pool, [left]);
  await ensureBuilt(log, pool, [{ ...left, version: 4 }]);
  const paused = rebuild(log, pool, [left], { pause: AbortSignal.abort() });
  await expect(paused).rejects.toThrow(RebuildPaused);
  await pool.query('CREATE SCHEMA reporting_v2');
  await tell('PersonErased', erased);
  await carryOut();
  expect(await schemas()).toEqual(['our_archive_v1', 'reporting_v2']);
  expect(await carriedOut(pool, person)).toMatchObject({ isDone: true, rows: 1 });
});

it('An erasure leaves alone what another release serves, which forgets by itself', async () => {
  await ensureBuilt(log, pool, [left]);
  const other = new LiveProjections(log, pool, [left]);
  const beating = new Heartbeats(pool, [other], 'another-1');
  other.start();
  await beating.beat();
  beating.start();
  await tell('PersonErased', erased);
  await expect(carryOut()).rejects.toThrow('another release serves left_archive_v3');
  expect(await schemas()).toContain('left_archive_v3');
  await other.stop();
  await beating.stop();
  await carryOut();
  expect(await schemas()).toEqual(['our_archive_v1']);
  expect(await carriedOut(pool, person)).toMatchObject({ isDone: true });
});

it('An erasure that is complete leaves alone what a release to come has built since', async () => {
  await tell('PersonErased', erased);
  await carryOut();
  await tell('ErasureCompleted', { personId: person, events: 1, streams: 1, rows: 1 });
  await ensureBuilt(log, pool, [left]);
  await carryOut();
  expect(await schemas()).toContain('left_archive_v3');
});
