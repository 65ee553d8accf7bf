/** P2 and P3: how much of PostgreSQL's own speed is left when the log appends. */
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import { handle, systemClock, type EventLog, type Proposed } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { guardLog, migrateVault, Vault } from '@taizhang/vault';
import type pg from 'pg';
import { syntheticEvents, type StreamEvent } from './generator';
import { aside, round, type Metric, type Workshop } from './metric';

const unit = 'events/s';
const rounds = 4;

type Contestant = (events: readonly StreamEvent[]) => Promise<unknown>;

/** P2: 64 commands at a time, each on a stream of its own. */
export const benchConcurrentAppends = (workshop: Workshop) =>
  withLogs(workshop, async ({ pool, log, guarded }) => {
    const writers = 64;
    const rates = await inTurn(workshop.say, 8_192, {
      bare: (events) => insertMany(pool, events, 500),
      log: (events) => appendAll(log, events, writers),
      guarded: (events) => appendAll(guarded, events, writers),
      handled: (events) => handleAll(guarded, events, writers),
    });
    const ratio = rates.log / rates.bare;
    return [
      {
        id: 'P2',
        what: `append, ${writers} at a time on different streams`,
        ratio: round(ratio),
        value: round(rates.log),
        unit,
        bar: 'ratio >= 0.6',
        met: ratio >= 0.6,
      },
      aside('P2.bare', 'INSERT … unnest of 500 rows and commit', rates.bare, unit),
      aside('P2.guarded', 'the same, checked and encrypted', rates.guarded, unit),
      aside('P2.handled', 'the same, through load, decide, append', rates.handled, unit),
    ];
  });

/** P3: one writer, one event at a time. */
export const benchSingleAppends = (workshop: Workshop) =>
  withLogs(workshop, async ({ pool, log, guarded }) => {
    const rates = await inTurn(workshop.say, 1_500, {
      bare: (events) => insertOneByOne(pool, events),
      log: (events) => appendAll(log, events, 1),
      guarded: (events) => appendAll(guarded, events, 1),
    });
    const ratio = rates.log / rates.bare;
    return [
      {
        id: 'P3',
        what: 'append, one writer, one event at a time',
        ratio: round(ratio),
        value: round(rates.log),
        unit,
        bar: 'ratio >= 0.8',
        met: ratio >= 0.8,
      },
      aside('P3.bare', 'INSERT of one row and commit', rates.bare, unit),
      aside('P3.guarded', 'the same, checked and encrypted', rates.guarded, unit),
    ];
  });

type Logs = Readonly<{ pool: pg.Pool; log: EventLog; guarded: EventLog }>;

async function withLogs({ databaseUrl }: Workshop, work: (logs: Logs) => Promise<Metric[]>) {
  const pool = openPool(databaseUrl, { max: 16 });
  try {
    for (const schema of ['bare', 'appended', 'sealed']) {
      await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await migrateEventLog(pool, { schema });
    }
    await migrateVault(pool);
    const vault = await Vault.open(pool, Buffer.alloc(32, 7));
    const log = createPostgresEventLog({ pool, clock: systemClock, schema: 'appended' });
    const sealed = createPostgresEventLog({ pool, clock: systemClock, schema: 'sealed' });
    const metrics = await work({ pool, log, guarded: guardLog(sealed, vault, eventCatalogue) });
    await log.close();
    await sealed.close();
    return metrics;
  } finally {
    await pool.end();
  }
}

/** Everybody gets events of the same kind and number, in turn; the first turn is for warming up. */
async function inTurn<Name extends string>(
  say: Workshop['say'],
  count: number,
  contestants: Record<Name, Contestant>,
): Promise<Record<Name, number>> {
  const names = Object.keys(contestants) as Name[];
  const source = syntheticEvents(count * (rounds + 1) * names.length);
  const seconds = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (let turn = 0; turn <= rounds; turn++) {
    for (const name of names) {
      const events = alone(take(source, count));
      const started = performance.now();
      await contestants[name](events);
      if (turn > 0) seconds[name] += (performance.now() - started) / 1000;
    }
    if (turn > 0) say(`round ${turn} of ${rounds} done`);
  }
  return Object.fromEntries(
    names.map((name) => [name, (rounds * count) / seconds[name]]),
  ) as Record<Name, number>;
}

function take(source: Iterator<StreamEvent>, count: number): StreamEvent[] {
  return Array.from({ length: count }, () => source.next().value as StreamEvent);
}

let streams = 0;

/** Each event the first of a stream of its own. */
const alone = (events: readonly StreamEvent[]): StreamEvent[] =>
  events.map(({ event }) => ({ stream: `bench-${(streams++).toString(36)}`, event }));

async function appendAll(log: EventLog, events: readonly StreamEvent[], writers: number) {
  const source = events.values();
  const write = async () => {
    for (const { stream, event } of source) {
      await log.append(stream, [event], { expected: 'no-stream' });
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
}

/** The whole way of a command, but for a decider that only says yes. */
async function handleAll(log: EventLog, events: readonly StreamEvent[], writers: number) {
  const source = events.values();
  const decider = {
    initialState: null,
    evolve: () => null,
    decide: (event: Proposed) => ({ outcome: 'accepted' as const, events: [event] }),
  };
  const write = async () => {
    for (const { stream, event } of source) {
      await handle(log, decider, { stream, command: event, context: event.context });
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
}

let position = 0;

const rowOf = ({ stream, event }: StreamEvent) => {
  const { id, type, version, at, by, context, data } = event;
  const json = [JSON.stringify(context), JSON.stringify(data)];
  return [++position, stream, 0, id, type, version, at, at, by, ...json];
};

const columnTypes = [
  ...['bigint', 'text', 'integer', 'uuid', 'text', 'smallint'],
  ...['timestamptz', 'timestamptz', 'text', 'json', 'json'],
];

/** What anybody would write who had to store many rows fast. */
async function insertMany(pool: pg.Pool, events: readonly StreamEvent[], batch: number) {
  const db = await pool.connect();
  const arrays = columnTypes.map((type, index) => `$${index + 1}::${type}[]`);
  const text = `INSERT INTO bare.events SELECT * FROM unnest(${arrays.join(', ')})`;
  for (let from = 0; from < events.length; from += batch) {
    const rows = events.slice(from, from + batch).map(rowOf);
    const values = columnTypes.map((_, column) => rows.map((row) => row[column]));
    await db.query({ name: 'insert-many', text, values });
  }
  db.release();
}

async function insertOneByOne(pool: pg.Pool, events: readonly StreamEvent[]) {
  const db = await pool.connect();
  const values = columnTypes.map((_, index) => `$${index + 1}`);
  const text = `INSERT INTO bare.events VALUES (${values.join(', ')})`;
  for (const event of events) await db.query({ name: 'insert-one', text, values: rowOf(event) });
  db.release();
}
