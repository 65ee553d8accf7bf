import { eventOf, eventsOf, readAll } from '@taizhang/event-log/compliance';
import { systemClock, type Instant } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog, type PostgresEventLog } from './postgres-event-log';

let database: TestDatabase;
let log: PostgresEventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateEventLog(database.pool);
  log = createPostgresEventLog({ pool: database.pool, clock: systemClock });
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

const query = async (text: string, ...values: unknown[]) =>
  (await database.pool.query({ text, values, rowMode: 'array' })).rows;

describe('What is stored', () => {
  it('are the bytes that were written, alone or in a batch', async () => {
    const data = { b: 1, a: '停电 "\\\n', 数: [1e21, 0.1], '2': null, '1': {} };
    const events = [eventOf({ data }), ...eventsOf(2, { data })];
    await log.append('complaint-1', events.slice(0, 1), { expected: 'any' });
    await log.append('complaint-1', events.slice(1), { expected: 'any' });
    expect(await query('SELECT data::text, context::text FROM ledger.events ORDER BY 1')).toEqual(
      events.map(({ context }) => [JSON.stringify(data), JSON.stringify(context)]),
    );
  });

  it('is refused to be changed, deleted or truncated', async () => {
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    const before = await readAll(log);
    for (const change of [
      `UPDATE ledger.events SET actor = 'staff-2'`,
      'DELETE FROM ledger.events',
      'TRUNCATE ledger.events',
    ]) {
      await expect(query(change)).rejects.toThrow('append-only');
    }
    expect(await readAll(log)).toEqual(before);
  });

  it('is found through indexes also while the table is small', async () => {
    await log.append('complaint-1', eventsOf(60), { expected: 'any' });
    for (const [condition, index] of [
      [`stream = 'complaint-1'`, 'events_stream_revision_key'],
      ['position > 1 AND position <= 9', 'events_pkey'],
      [`id = '00000000-0000-0000-0000-000000000000'`, 'events_id_key'],
    ]) {
      const plan = await query(`EXPLAIN SELECT * FROM ledger.events WHERE ${condition}`);
      expect(plan.join('\n')).toContain(index);
    }
  });
});

describe('A clock that runs backwards', () => {
  it('does not take the log with it, alone or in a batch', async () => {
    const ahead = { now: () => '2990-01-01T00:00:00.000Z' as Instant };
    const { pool } = database;
    const fast = createPostgresEventLog({ pool, clock: ahead });
    const { recordedAt } = await fast.append('complaint-2', [eventOf()], { expected: 'any' });
    expect(recordedAt).toBe(ahead.now());
    for (const events of [eventsOf(1), eventsOf(2)]) {
      const appended = await log.append('complaint-2', events, { expected: 'any' });
      expect(appended.recordedAt).toBe(recordedAt);
    }
    expect((await log.readStream('complaint-2')).map((event) => event.recordedAt)).toEqual(
      Array(4).fill(recordedAt),
    );
  });

  it('does not take a lone writer with it either', async () => {
    const times = ['2991-01-01T00:00:00.000Z', '2990-06-01T00:00:00.000Z'] as Instant[];
    const clock = { now: () => times.shift()! };
    const alone = createPostgresEventLog({ pool: database.pool, clock });
    const first = await alone.append('complaint-5', [eventOf()], { expected: 'no-stream' });
    const second = await alone.append('complaint-5', [eventOf()], { expected: 0 });
    expect(first.recordedAt).toBe('2991-01-01T00:00:00.000Z');
    expect(second.recordedAt).toBe(first.recordedAt);
  });
});

describe('Of rows that the owner of the table put in, without its keys,', () => {
  it.each([1, 3, 1_000])('each is read, whether a page has %d events', async (pageSize) => {
    const { pool } = database;
    const schema = `altered_${pageSize}`;
    await migrateEventLog(pool, { schema });
    const altered = createPostgresEventLog({ pool, clock: systemClock, schema });
    await altered.append('complaint-1', eventsOf(5), { expected: 'no-stream' });
    await query(`ALTER TABLE ${schema}.events DROP CONSTRAINT events_pkey`);
    for (const [position, revision] of [[-(2n ** 63n), 5] as const, [2n, 6] as const]) {
      await query(
        `INSERT INTO ${schema}.events SELECT $1, stream, $2, gen_random_uuid(), type, version,
           occurred_at, recorded_at, actor, context, data FROM ${schema}.events WHERE revision = 0`,
        position,
        revision,
      );
    }
    const read: number[] = [];
    for await (const { events } of altered.stored({ after: 0n, pageSize })) {
      read.push(...events.map(({ revision }) => revision));
    }
    expect([read[0], read.toSorted()]).toEqual([5, [0, 1, 2, 3, 4, 5, 6]]);
  });
});

describe('Migrating', () => {
  it('can be done by many at once, again, and while others append', async () => {
    const { pool } = database;
    const appends = Array.from({ length: 20 }, (_, index) =>
      log.append(`complaint-3x${index}`, eventsOf(2), { expected: 'no-stream' }),
    );
    await Promise.all([...Array.from({ length: 4 }, () => migrateEventLog(pool)), ...appends]);
    const schema = 'a_log_of_its_own';
    await Promise.all(Array.from({ length: 4 }, () => migrateEventLog(pool, { schema })));
    const own = createPostgresEventLog({ pool, clock: systemClock, schema });
    const appended = await own.append('complaint-1', [eventOf()], { expected: 'no-stream' });
    expect(appended).toMatchObject({ position: 1n, revision: 0 });
  });

  it('takes no schema that would have to be quoted', async () => {
    const schema = 'ledger; DROP SCHEMA ledger';
    await expect(migrateEventLog(database.pool, { schema })).rejects.toThrow(TypeError);
    const { pool } = database;
    expect(() => createPostgresEventLog({ pool, clock: systemClock, schema })).toThrow(TypeError);
  });
});

describe('Closing', () => {
  it('ends every feed and waits for what is being written', async () => {
    const { pool } = database;
    const closing = createPostgresEventLog({ pool, clock: systemClock });
    const head = await closing.head();
    const feed = closing.feed({ after: head })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    const append = closing.append('complaint-4', [eventOf()], { expected: 'any' });
    await closing.close();
    await expect(append).resolves.toMatchObject({ revision: 0 });
    await next;
    expect((await feed.next()).done).toBe(true);
  });
});
