/**
 * The law of replay: as of now is the row that is served, and as of an instant is the row that was
 * served then, for everything that has a history and after any history that contracts allow.
 */
import { historyKinds, type Archive, type HistoryKind } from '@taizhang/contracts/views';
import { systemClock, type EventLog, type Instant } from '@taizhang/kernel';
import { openDataSource, openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger } from '@taizhang/platform/ledger';
import { LiveProjections, ensureBuilt } from '@taizhang/projections';
import { viewsService } from '@taizhang/apps/views';
import { accounts } from '@taizhang/views/billing';
import { Histories, asOf, linksIn } from '@taizhang/views/history';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { anyEvents, type StreamEvent } from './any-events.fixtures';

const tables: Record<HistoryKind, string> = {
  customer: 'customers',
  contact: 'contacts',
  complaint: 'complaints',
  fault: 'faults',
  inquiry: 'inquiries',
  account: 'accounts',
  callback: 'callbacks',
  'spot-check': 'spot_checks',
  scorecard: 'scorecards',
};
type Row = Record<string, unknown> & { id: string };
type Served = Record<HistoryKind, Map<string, Row>>;

describe('As of an instant', () => {
  let database: TestDatabase;
  let pool: Pool;
  let live: LiveProjections;
  let ledger: Awaited<ReturnType<typeof openLedger>>;
  let log: EventLog;
  let readModels: DataSource;
  let histories: Histories;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, { max: 14 });
    const masterKey = randomBytes(32).toString('base64');
    ledger = await openLedger({ pool, dataDir: tmpdir(), masterKey });
    log = ledger.log(systemClock);
    await ensureBuilt(log, pool, viewsService.readModels);
    live = new LiveProjections(log, pool, viewsService.readModels);
    live.start();
    readModels = await openDataSource(database.url, [...viewsService.entities]);
    histories = new Histories(log, linksIn(pool));
  });
  afterAll(async () => {
    await live.stop();
    await readModels.destroy();
    await ledger.close();
    await pool.end();
    await database.drop();
  });

  const write = async (events: Iterable<StreamEvent>) => {
    for (const one of events) {
      await log.append(streamOf(one), [one.event], { expected: 'any' });
    }
    expect(await live.waitFor(await log.head(), 60_000)).toBe(true);
  };

  const served = async (): Promise<Served> => {
    const entries = historyKinds.map(async (kind) => {
      const entity = viewsService.entities.find(
        ({ options }) => options.tableName === tables[kind],
      )!;
      const rows = await readModels.getRepository(entity).find();
      return [kind, new Map((rows as Row[]).map((row) => [row.id, { ...row }]))] as const;
    });
    return Object.fromEntries(await Promise.all(entries)) as Served;
  };

  /** Rows whose replay is another one than what was served; none, if the law holds. */
  const broken = async (before: Served, at: Instant | null) => {
    const found: unknown[] = [];
    for (const kind of historyKinds) {
      for (const [id, row] of before[kind]) {
        const history = await histories.of(id);
        const known = at ? ({ at, basis: 'recorded' } as const) : null;
        const replayed = history && asOf(history, known);
        const state =
          kind === 'customer' ? (replayed?.state as Archive)?.customer : replayed?.state;
        const differing = Object.entries((state ?? {}) as Row).filter(
          ([field, value]) => !isDeepStrictEqual(stored(value), row[field]),
        );
        if (!state || differing.length > 0) found.push({ kind, id, differing });
        if (kind === 'customer' && state) {
          found.push(...listsThatDiffer(id, replayed!.state as Archive, before));
        }
      }
    }
    return found;
  };

  it('shows what is served now, and showed then', async () => {
    await write(anyEvents(7, 1_500));
    const then = await served();
    for (const kind of historyKinds) expect(then[kind].size).toBeGreaterThan(0);
    expect(await broken(then, null)).toEqual([]);

    const { rows } = await pool.query<{ at: Instant }>(
      'SELECT max(recorded_at) AS at FROM ledger.events',
    );
    const at = rows[0]!.at;
    await nextMillisecond(at);
    await write(anyEvents(8, 800));
    expect(await broken(then, at)).toEqual([]);
    const now = await served();
    expect(JSON.stringify([...now.complaint])).not.toBe(JSON.stringify([...then.complaint]));
    expect(await broken(now, null)).toEqual([]);
  }, 120_000);

  it('costs the streams concerned, however long the log is', async () => {
    const read: string[] = [];
    const readStream: EventLog['readStream'] = async (stream, options) => {
      read.push(stream);
      return log.readStream(stream, options);
    };
    const counted = new Histories({ readStream }, linksIn(pool));
    const { cost, events } = (await counted.of('complaint-1'))!;
    expect(read).toEqual(['complaint-1']);
    expect(cost).toEqual({ streams: 1, events: events.length, streamsLeftOut: 0 });
    expect(BigInt(events.length)).toBeLessThan((await log.head()) / 10n);

    const archive = (await counted.of('customer-1'))!;
    expect(archive.cost.streams).toBe(read.length - 1);
    expect(archive.cost.events).toBe(archive.events.length);
  });
});

/** The parts of the archive that are lists, against the tables they are served from. */
function listsThatDiffer(customerId: string, archive: Archive, before: Served) {
  const lists = { contact: 'contacts', complaint: 'complaints', fault: 'faults' } as const;
  const more = { ...lists, inquiry: 'inquiries', account: 'accounts' } as const;
  return Object.entries(more).flatMap(([kind, list]) => {
    const rows = [...before[kind as keyof typeof more].values()];
    const theirs = rows.filter((row) => row['customerId'] === customerId).map(({ id }) => id);
    const shown = archive[list].map(({ id }) => id);
    return JSON.stringify(theirs.sort()) === JSON.stringify(shown.sort())
      ? []
      : [{ customerId, list, theirs, shown }];
  });
}

/** An account's events are in its own stream, also those that name no more than the meter. */
function streamOf({ stream, event }: StreamEvent): string {
  const recorded = { ...event, stream } as unknown as Parameters<typeof accounts.keysOf>[0];
  return (accounts.types as string[]).includes(event.type) ? accounts.keysOf(recorded)[0]! : stream;
}

/** As PostgreSQL gives it back: some characters it cannot hold. */
const stored = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/\0|\p{Surrogate}/gu, '\uFFFD') : part,
  );

/** The log keeps milliseconds: what is told afterwards must be told later. */
async function nextMillisecond(at: Instant): Promise<void> {
  while (systemClock.now() <= at) await new Promise(setImmediate);
}
