/** Who owns the table can put there what no event has: it is read all the same and stops nobody. */
import { eventOf, eventsOf, readAll } from '@taizhang/event-log/compliance';
import { StreamIncomplete, systemClock, type StoredEvent } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { randomBytes } from 'node:crypto';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog, type PostgresEventLog } from './postgres-event-log';

const mebibytes = 1024 * 1024;

let database: TestDatabase;
let log: PostgresEventLog;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateEventLog(database.pool);
  log = createPostgresEventLog({ pool: database.pool, clock: systemClock });
  await log.append('complaint-1', eventsOf(3), { expected: 'no-stream' });
});
afterEach(async () => {
  await log.close();
  await database.drop();
});

/** The second event. */
const alter = (change: string) =>
  database.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE ledger.events SET ${change} WHERE position = 2; COMMIT`,
  );

async function stored(): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of log.stored({ after: 0n })) events.push(...page.events);
  return events;
}

describe('A value larger than an event ever is, which could be larger than a string can be', () => {
  const large = `repeat('x', ${17 * mebibytes})`;

  it.each(['data', 'context'] as const)('as its %s is not read', async (column) => {
    await alter(`${column} = ('"' || ${large} || '"')::json`);
    expect((await stored()).map((event) => event[column] === '')).toEqual([false, true, false]);
    expect((await readAll(log)).events.map((event) => event[column] === null)).toEqual([
      ...[false, true, false],
    ]);
  });

  it.each(['type', 'actor'] as const)('as its %s is read as far as it tells', async (column) => {
    await alter(`${column} = ${large}`);
    const event = (await stored())[1]!;
    expect(column === 'type' ? event.type : event.by).toBe(`${'x'.repeat(100)} …`);
    expect((await readAll(log)).events).toHaveLength(3);
  });

  it('though what was appended is, however much it is', async () => {
    const data = { scan: randomBytes(2 * mebibytes).toString('base64') };
    await log.append('complaint-2', [eventOf({ data })], { expected: 'no-stream' });
    expect((await log.readStream('complaint-2'))[0]!.data).toEqual(data);
    expect((await stored())[3]!.data).toBe(JSON.stringify(data));
  });
});

describe('An event that has none', () => {
  it.each(['stream', 'type', 'actor', 'context', 'data', 'occurred_at', 'recorded_at', 'revision'])(
    'of its %s is read with something that no event has there',
    async (column) => {
      const [first, second, third] = await stored();
      await database.pool.query(`ALTER TABLE ledger.events ALTER ${column} DROP NOT NULL`);
      await alter(`${column} = NULL`);
      expect(await stored()).toEqual([first, expect.not.objectContaining(second!), third]);
      expect((await readAll(log)).events).toHaveLength(3);
    },
  );
});

it('Rows that share a position are read a few at a time, each once', async () => {
  await database.pool.query(
    `ALTER TABLE ledger.events DROP CONSTRAINT events_pkey;
     INSERT INTO ledger.events SELECT position, stream, 10 * n + revision, gen_random_uuid(), type,
       version, occurred_at, recorded_at, actor, context, data
     FROM ledger.events, generate_series(1, 47) n WHERE position > 1`,
  );
  for (const pageSize of [1, 2, 1_000]) {
    const [pages, revisions]: [number[], number[]] = [[], []];
    for await (const { events } of log.stored({ after: 0n, pageSize })) {
      pages.push(events.length);
      revisions.push(...events.map(({ revision }) => revision));
    }
    expect(Math.max(...pages)).toBe(16);
    expect(revisions).toHaveLength(3 + 2 * 47);
    expect(new Set(revisions).size).toBe(3 + 2 * 47);
  }
});

describe('A row that was added without a position', () => {
  beforeEach(() =>
    database.pool.query(
      `ALTER TABLE ledger.events DROP CONSTRAINT events_pkey, ALTER position DROP NOT NULL;
       INSERT INTO ledger.events SELECT NULL, stream, 3, gen_random_uuid(), type, version,
         occurred_at, recorded_at, actor, context, data FROM ledger.events WHERE position = 3`,
    ),
  );

  it('is told of to whoever reads its stream', async () => {
    const reading = log.readStream('complaint-1');
    await expect(reading).rejects.toThrow(StreamIncomplete);
    await expect(reading).rejects.toThrow('Revision 3 of complaint-1 has no position in the log');
    expect(await log.readStream('complaint-1', { to: 2 })).toHaveLength(3);
  });

  it('is found by whoever looks for it', async () => {
    expect(await log.unplaced?.()).toMatchObject({ stream: 'complaint-1', revision: 3 });
  });

  it('is not what others go on behind', async () => {
    expect((await log.last())?.position).toBe(3n);
    const { position } = await log.append('complaint-2', eventsOf(2), { expected: 'no-stream' });
    expect(position).toBe(5n);
    expect((await readAll(log)).events).toHaveLength(5);
  });
});

describe('Of events of megabytes a page has few', () => {
  it.each([
    ['which take little at rest', 'x'.repeat(3 * mebibytes)],
    ['which take as much at rest', randomBytes(2 * mebibytes).toString('base64')],
  ])('%s', async (_, scan) => {
    for (let number = 1; number <= 7; number++) {
      const large = [eventOf({ data: { scan, number } })];
      await log.append(`complaint-${10 + number}`, large, { expected: 'no-stream' });
    }
    const pages: number[] = [];
    for await (const { events } of log.stored({ after: 0n })) pages.push(events.length);
    expect(pages).toEqual([6, 3, 1]);
  });
});
