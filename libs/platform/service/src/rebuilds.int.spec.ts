/** Two processes and one database: each sees and stops what the other rebuilds. */
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import {
  derivedId,
  instant,
  projection,
  systemClock,
  type ActorId,
  type Message,
  type ReadModel,
} from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { RebuildUnfinished, ensureBuilt } from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { setTimeout as delay } from 'node:timers/promises';
import { Rebuilds } from './rebuilds';

type Counted = Message<'Counted', { by: number }>;
const counts = projection<Readonly<{ id: string; total: number }>, Counted>({
  table: 'counts',
  columns: { id: { type: 'text' }, total: { type: 'integer' } },
  types: ['Counted'],
  keysOf: ({ stream }) => [stream],
  evolve: (row, { data }, id) => ({ id, total: (row?.total ?? 0) + data.by }),
});
const counting: ReadModel = { name: 'counting', version: 1, tables: [counts] };
const names = ['counting'];

let database: TestDatabase;
/** Nobody is erased: nobody asks it for the events of persons. */
let log: GuardedLog & { close(): Promise<void> };
let gate: { opens: Promise<void>; open: () => void };
let one: Rebuilds;
let other: Rebuilds;

const closedGate = () => {
  let open: () => void = () => undefined;
  const opens = new Promise<void>((resolve) => (open = resolve));
  return { opens, open };
};

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateEventLog(database.pool);
  const plain = createPostgresEventLog({ pool: database.pool, clock: systemClock, pollMs: 100 });
  log = plain as unknown as typeof log;
  for (const stream of ['count-1', 'count-2']) await count(stream);
  await ensureBuilt(log, database.pool, [counting]);
  gate = closedGate();
  one = new Rebuilds(held(), database.pool, [counting]);
  other = new Rebuilds(log, database.pool, [counting]);
});
afterEach(async () => {
  gate.open();
  await Promise.all([one.stop(), other.stop()]);
  await log.close();
  await database.drop();
});

async function count(stream: string) {
  const commandId = derivedId('count', stream);
  const context = { commandId, correlationId: commandId, causationId: commandId };
  const at = instant('2026-03-01T01:00:00.000Z');
  const counted = { type: 'Counted', data: { by: 1 }, at, by: 'staff-1' as ActorId, version: 1 };
  const event = { ...counted, id: derivedId(commandId, '0') };
  const whole = { ...event, context: { ...context, channel: 'test', unit: null } };
  await log.append(stream, [whole], { expected: 'any' });
}

/** A log that gives its first page once the gate is open. */
const held = (): GuardedLog => ({
  ...log,
  async *feed(options) {
    await gate.opens;
    yield* log.feed(options);
  },
});

const status = async (seen: Rebuilds) => (await seen.statuses()).get('counting')!;
const until = async (state: string) => {
  while ((await status(other)).state !== state) await new Promise(setImmediate);
};
/** The wish was heard: nobody knows from outside, so it is asked for until the next look. */
const paused = async () => {
  while ((await status(other)).wish === null) expect(await other.pause(names)).toBe(true);
  const { rows } = await database.pool.query('SELECT updated_at FROM projections.builds');
  const looked = async () =>
    (await database.pool.query('SELECT updated_at FROM projections.builds')).rows;
  while (JSON.stringify(await looked()) === JSON.stringify(rows)) continue;
  gate.open();
  await until('paused');
};

it('is seen, paused, gone on with and cancelled from another process', async () => {
  await one.begin(names, { compare: false });
  expect(await status(other)).toMatchObject({ state: 'running', total: 2, wish: null });
  await paused();
  await expect(other.begin(names, { compare: false })).rejects.toThrow(RebuildUnfinished);
  expect(await other.resume(names)).toBe(true);
  await until('done');
  expect(await one.pause(names)).toBe(false);
  expect(await one.cancel(names)).toEqual({ cancelled: [], asked: [], held: [] });
  expect(await one.resume(names)).toBe(false);
});

it('is cancelled where nobody works on it', async () => {
  await one.begin(names, { compare: true });
  await paused();
  expect(await other.cancel(names)).toEqual({ cancelled: names, asked: [], held: [] });
  expect(await status(one)).toMatchObject({ state: 'cancelled', differences: null });
});

it('that is held for something else is told of instead of ending the rest', async () => {
  await one.begin(names, { compare: true });
  await paused();
  const holder = await database.pool.connect();
  await holder.query("SELECT pg_advisory_lock(hashtextextended('rebuild counting_v1', 0))");
  expect(await other.cancel(names)).toEqual({ cancelled: [], asked: [], held: names });
  holder.release(true);
});

it('goes on by itself after a restart, but not after somebody paused it', async () => {
  await one.begin(names, { compare: true });
  const stopping = one.stop();
  gate.open();
  await stopping;
  expect((await status(other)).state).toBe('interrupted');
  await other.takeUpInterrupted();
  await until('done');
  expect(await status(other)).toMatchObject({ events: 2, differences: 0 });

  gate = closedGate();
  one = new Rebuilds(held(), database.pool, [counting]);
  await one.begin(names, { compare: true });
  await paused();
  await other.takeUpInterrupted();
  expect((await status(other)).state).toBe('paused');
});

it.each([
  ['cancel', 'cancelled'],
  ['pause', 'interrupted'],
])('does not go on by itself after a %s that its process died before', async (wish, state) => {
  await one.begin(names, { compare: true });
  await paused();
  // As it stands when nobody works on it any more who could have heard.
  await database.pool.query(`UPDATE projections.builds SET state = 'running', wish = $1`, [wish]);
  expect((await status(other)).state).toBe('interrupted');
  await other.takeUpInterrupted();
  expect((await status(other)).state).toBe(state);
});

it('goes on with the others when one cannot be gone on with', async () => {
  const tallying: ReadModel = { ...counting, name: 'tallying' };
  const both = [counting, tallying];
  await ensureBuilt(log, database.pool, both);
  one = new Rebuilds(held(), database.pool, both);
  other = new Rebuilds(log, database.pool, both);
  for (const { name } of both) await one.begin([name], { compare: true });
  const stopping = one.stop();
  gate.open();
  await stopping;
  await database.pool.query(
    `UPDATE projections.builds SET shape = 'of other code' WHERE 'counting_v1' = ANY(schemas)`,
  );
  await other.takeUpInterrupted();
  const states = async () => [...(await other.statuses()).values()].map(({ state }) => state);
  while ((await states())[1] !== 'done') await new Promise(setImmediate);
  expect(await states()).toEqual(['interrupted', 'done']);
});

it('waits for a session that is still at work for a process that is gone', async () => {
  await one.begin(names, { compare: true });
  await paused();
  const orphan = await database.pool.connect();
  await orphan.query(`SELECT pg_advisory_lock(hashtextextended('rebuild counting_v1', 0))`);
  await orphan.query(
    `UPDATE projections.builds SET state = 'running', pid = pg_backend_pid()
     WHERE state = 'paused'`,
  );
  const takingUp = other.takeUpInterrupted(20);
  for (let looks = 0; looks < 5; looks++) expect((await status(other)).state).toBe('running');
  orphan.release(true);
  await takingUp;
  await until('done');
});

it('waits for whoever holds the read model for something else, e.g. to erase somebody', async () => {
  await one.begin(names, { compare: true });
  const stopping = one.stop();
  gate.open();
  await stopping;
  const holder = await database.pool.connect();
  await holder.query(`SELECT pg_advisory_lock(hashtextextended('rebuild counting_v1', 0))`);
  const takingUp = other.takeUpInterrupted(20);
  // It tries at least once while this is held, and again when its tables were dropped.
  await Promise.race([takingUp, delay(200)]);
  await database.pool.query('UPDATE projections.builds SET updated_at = now()');
  await Promise.race([takingUp, delay(200)]);
  holder.release(true);
  await takingUp;
  await until('done');
});
