/** Connections that are cut, servers that hang, transactions that never end: nothing is lost. */
import {
  eventOf,
  eventsOf,
  expectIncreasing,
  feedUntil,
  idsOf,
  positionsOf,
  readAll,
} from '@taizhang/event-log/compliance';
import { OutcomeUnknown, systemClock, type Proposed } from '@taizhang/kernel';
import { eventually } from '@taizhang/kernel/testing';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import pg from 'pg';
import { migrateEventLog } from './event-log.migration';
import { openGate, type Gate } from './gate.fixtures';
import { createPostgresEventLog, type PostgresEventLog } from './postgres-event-log';
import { readyToSend, writeMany } from './write-many';
import { writeNext } from './write-next';

let database: TestDatabase;
let gate: Gate;
let pool: pg.Pool;
let log: PostgresEventLog;
/** A log of another process, whose connections nothing happens to. */
let safe: PostgresEventLog;
const failures: string[] = [];
let schema: string;
let opened = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  schema = `ledger_${++opened}`;
  failures.length = 0;
  await migrateEventLog(database.pool, { schema });
  gate = await openGate(database.url);
  pool = new pg.Pool({ connectionString: gate.url, max: 8, application_name: schema });
  log = createPostgresEventLog({
    pool,
    clock: systemClock,
    schema,
    // More than a busy machine needs: only what is held or locked out passes it.
    deadlineMs: 2_000,
    pollMs: 100,
    onFailure: (during) => failures.push(during),
  });
  safe = createPostgresEventLog({ pool: database.pool, clock: systemClock, schema });
});
afterEach(async () => {
  gate.hold(false);
  await Promise.all([log.close(), safe.close()]);
  gate.slam();
  await pool.end();
  await gate.close();
});

/** Repeats an append until it is acknowledged, as a caller does who is told "unknown". */
async function insist(stream: string, events: readonly Proposed[]) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await log.append(stream, events, { expected: 'any' });
    } catch (error) {
      if (!(error instanceof OutcomeUnknown) || attempt > 200) throw error;
    }
  }
}

/** Writes all the time, and disturbs whenever `every` more appends are acknowledged. */
async function writeThrough(
  disturb: () => unknown,
  { writers = 6, appends = 60, every = 25 } = {},
) {
  let acknowledged = 0;
  const ids: string[] = [];
  const write = async (writer: number) => {
    for (let append = 0; append < appends; append++) {
      const events = eventsOf((append % 2) + 1);
      await insist(`complaint-${writer}x${append % 3}`, events);
      ids.push(...idsOf(events));
      if (++acknowledged % every === 0) await disturb();
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return ids;
}

const totalOf = (writers: number, appends: number) => (writers * appends * 3) / 2;

async function expectExactlyOnce(
  ids: readonly string[],
  seen: Awaited<ReturnType<typeof feedUntil>>,
) {
  const { events } = await readAll(safe);
  expect(idsOf(events).sort()).toEqual([...ids].sort());
  expectIncreasing(positionsOf(seen));
  expect(seen).toEqual(events);
}

const total = totalOf(6, 60);
const everything = (events: readonly unknown[]) => events.length >= total;

describe('Backends that are terminated', () => {
  it('lose no acknowledged append, repeat none, and feeds go on by themselves', async () => {
    const seen = feedUntil(log, everything, { pageSize: 10 });
    const terminate = () =>
      database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = $1 AND datname = current_database()`,
        [schema],
      );
    const ids = await writeThrough(terminate);
    await expectExactlyOnce(ids, await seen);
    expect(failures).toContain('feed');
  });
});

describe('A server that is killed', () => {
  it('loses no acknowledged append, repeats none, and feeds go on by themselves', async () => {
    const seen = feedUntil(log, everything, { pageSize: 10 });
    const ids = await writeThrough(gate.slam);
    await expectExactlyOnce(ids, await seen);
    expect(failures).toEqual(expect.arrayContaining(['append', 'feed']));
  });

  it('and stays away for a while delays a feed and ends nothing', async () => {
    await safe.append('complaint-1', eventsOf(3), { expected: 'any' });
    const seen = feedUntil(log, ({ length }) => length === 5, { pageSize: 2 });
    gate.lock(true);
    gate.slam();
    await safe.append('complaint-1', eventsOf(2), { expected: 'any' });
    await eventually(() => failures.filter((during) => during === 'feed').length >= 2);
    const append = log.append('complaint-1', [eventOf()], { expected: 'any' });
    await expect(append).rejects.toThrow(OutcomeUnknown);
    gate.lock(false);
    expect(await seen).toEqual((await readAll(safe)).events.slice(0, 5));
  });
});

describe('A server that hangs', () => {
  it('leaves an append unknown after the deadline; repeated, it is there once', async () => {
    await log.append('complaint-1', [eventOf()], { expected: 'no-stream' });
    const events = eventsOf(2);
    gate.hold(true);
    const append = log.append('complaint-1', events, { expected: 0 });
    await expect(append).rejects.toThrow(OutcomeUnknown);
    gate.hold(false);
    expect(await insist('complaint-1', events)).toMatchObject({ revision: 2 });
    expect(idsOf(await log.readStream('complaint-1', { from: 1 }))).toEqual(idsOf(events));
  });

  it('does not stop a feed for good', async () => {
    const seen = feedUntil(log, ({ length }) => length === 4);
    await log.append('complaint-1', eventsOf(2), { expected: 'any' });
    gate.hold(true);
    await safe.append('complaint-1', eventsOf(2), { expected: 'any' });
    await eventually(() => failures.length > 0);
    gate.hold(false);
    expect(await seen).toEqual((await readAll(safe)).events);
  });
});

describe('Another writer that does not finish', () => {
  let other: pg.Client;
  beforeEach(async () => {
    other = new pg.Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(() => other.end());

  const appendUncommitted = async (event: Proposed) => {
    await other.query('BEGIN');
    const append = readyToSend('complaint-9', [event], 'no-stream');
    await writeMany(other, schema, [append], systemClock.now());
  };

  it('neither stalls readers nor makes them skip; who waits for it comes behind it', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    const held = eventOf();
    await appendUncommitted(held);
    const { pages } = await readAll(log);
    expect(pages.at(-1)).toMatchObject({ through: 3n, caughtUp: true });

    const seen = feedUntil(log, ({ length }) => length === 5);
    const waiting = eventOf();
    const append = safe.append('complaint-1', [waiting], { expected: 2 });
    await other.query('COMMIT');
    expect(await append).toMatchObject({ revision: 3, position: 5n });
    expect(idsOf(await seen).slice(3)).toEqual([held.id, waiting.id]);
  });

  it('and gives up leaves no gap and delays no reader', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    await appendUncommitted(eventOf());
    const seen = feedUntil(log, ({ length }) => length === 4);
    const append = safe.append('complaint-1', [eventOf()], { expected: 2 });
    await other.query('ROLLBACK');
    expect(await append).toMatchObject({ revision: 3, position: 4n });
    expect(positionsOf(await seen)).toEqual([1n, 2n, 3n, 4n]);
  });

  it('makes an append unknown in time; repeated, it is there once', async () => {
    await appendUncommitted(eventOf());
    const events = eventsOf(2);
    const append = log.append('complaint-1', events, { expected: 'any' });
    await expect(append).rejects.toThrow(OutcomeUnknown);
    await other.query('ROLLBACK');
    expect(await insist('complaint-1', events)).toMatchObject({ revision: 1 });
    expect(idsOf((await readAll(log)).events)).toEqual(idsOf(events));
  });

  it('is waited for also when it writes the short way', async () => {
    const first = await log.append('complaint-1', [eventOf()], { expected: 'no-stream' });
    await other.query('BEGIN');
    const append = readyToSend('complaint-9', [eventOf()], 'no-stream');
    const tailAndNow = { tail: first, now: systemClock.now() };
    expect(await writeNext(other, schema, append, tailAndNow)).toMatchObject({ position: 2n });
    const waiting = safe.append('complaint-1', [eventOf()], { expected: 'any' });
    await eventually(() => lockIsAwaited());
    await other.query('COMMIT');
    expect(await waiting).toMatchObject({ revision: 1, position: 3n });
  });

  it('costs the connection that waited for it, and no other call', async () => {
    const alone = new pg.Pool({ connectionString: database.url, max: 1 });
    const clock = systemClock;
    const impatient = createPostgresEventLog({ pool: alone, clock, schema, deadlineMs: 2_000 });
    await appendUncommitted(eventOf());
    const append = impatient.append('complaint-1', [eventOf()], { expected: 'any' });
    await expect(append).rejects.toThrow(OutcomeUnknown);
    expect(await impatient.readStream('complaint-1')).toEqual([]);
    await other.query('ROLLBACK');
    await alone.end();
  });

  const lockIsAwaited = async () =>
    (
      await database.pool.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
    ).rowCount === 1;
});

describe('A notification', () => {
  it('that is lost delays a reader by one poll, not more', async () => {
    const feed = log.feed({ after: 0n })[Symbol.asyncIterator]();
    await feed.next();
    for (const position of [1, 2, 3]) {
      const next = feed.next();
      await database.pool.query(
        `INSERT INTO ${schema}.events VALUES ($1::integer, 'complaint-1', $1, gen_random_uuid(),
           'Lodged', 1, now(), now(), 'staff-1', '{}', '{}')`,
        [position],
      );
      expect((await next).value.through).toBe(BigInt(position));
    }
    await feed.return!();
  });

  it('that nobody should have sent makes no reader skip', async () => {
    const seen = feedUntil(log, ({ length }) => length === 5, { types: ['ComplaintLodged'] });
    await eventually(() => isListening());
    for (const payload of ['999', 'nonsense', '-1', '1e9']) {
      await database.pool.query('SELECT pg_notify($1, $2)', [schema, payload]);
      await safe.append('complaint-1', [eventOf()], { expected: 'any' });
    }
    await safe.append('complaint-1', [eventOf()], { expected: 'any' });
    expect(positionsOf(await seen)).toEqual([1n, 2n, 3n, 4n, 5n]);
  });

  const isListening = async () =>
    (
      await database.pool.query(
        'SELECT FROM pg_stat_activity WHERE query = $1 AND datname = current_database()',
        [`LISTEN ${schema}`],
      )
    ).rowCount === 1;
});
