/** P1: every read model of the platform, rebuilt from the real log. */
import { readModels as models } from '@taizhang/apps/platform';
import type { EventLog } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { ensureBuilt, rebuild } from '@taizhang/projections';
import { guardLog } from '@taizhang/vault';
import type pg from 'pg';
import { openBenchLedger } from './ledger';
import { aside, round, type Metric, type Workshop } from './metric';

const ratioBar = 0.65;
const rateBar = 150_000;
const pageSize = 5_000;
const rounds = 2;

export async function benchRebuild({ databaseUrl, events, say }: Workshop): Promise<Metric[]> {
  const { pool, stored, log, close } = await openBenchLedger(databaseUrl, events, say);
  try {
    await timed(say, 'built the read models for the first time', () =>
      ensureBuilt(log, pool, models),
    );
    return await measure(pool, stored, log, say);
  } finally {
    await close();
  }
}

/** In turn, so that a machine that grows slower does so for all of them. */
async function measure(
  pool: pg.Pool,
  stored: EventLog,
  log: EventLog,
  say: Workshop['say'],
): Promise<Metric[]> {
  // As after everybody's erasure: nothing to decrypt, everything else the same.
  const erased = guardLog(stored, { keysOf: async () => new Map() } as never, eventCatalogue);
  const runs = {
    raw: () => readRaw(pool),
    rebuild: () => rebuild(log, pool, models).then((rebuilt) => rebuilt.events),
    sealed: () => readFeed(log, false),
    opened: () => readFeed(log, true),
    erased: () => rebuild(erased, pool, models).then((rebuilt) => rebuilt.events),
  };
  const rates = { raw: 0, rebuild: 0, sealed: 0, opened: 0, erased: 0 };
  const seconds = { ...rates };
  let count = 0;
  for (let round = 1; round <= rounds; round++) {
    for (const name of Object.keys(runs) as (keyof typeof runs)[]) {
      const started = performance.now();
      count = await runs[name]();
      seconds[name] += (performance.now() - started) / 1000;
    }
    say(`round ${round} of ${rounds} done`);
  }
  for (const name of Object.keys(rates) as (keyof typeof runs)[]) {
    rates[name] = (rounds * count) / seconds[name];
  }
  const ratio = rates.rebuild / rates.raw;
  const unit = 'events/s';
  return [
    {
      id: 'P1',
      what: `rebuild of all ${models.length} read models`,
      ratio: round(ratio),
      value: round(rates.rebuild),
      unit,
      bar: `ratio >= ${ratioBar} and >= ${rateBar} events/s`,
      met: ratio >= ratioBar && rates.rebuild >= rateBar,
    },
    aside('P1.raw', 'raw keyset read of the same rows and JSON.parse', rates.raw, unit),
    aside('P1.sealed', 'the guarded feed, personal fields not looked at', rates.sealed, unit),
    aside('P1.opened', 'the guarded feed, every personal field decrypted', rates.opened, unit),
    aside('P1.erased', 'rebuild with nothing to decrypt', rates.erased, unit),
    aside(
      'P1.memory',
      'highest resident memory so far',
      process.resourceUsage().maxRSS / 1024,
      'MiB',
    ),
  ];
}

/** One page after the other along the primary key, every column, both JSON columns parsed. */
async function readRaw(pool: pg.Pool): Promise<number> {
  const db = await pool.connect();
  let count = 0;
  try {
    for (let after = '0', full = true; full;) {
      const { rows } = await db.query<string[]>({
        text: 'SELECT * FROM ledger.events WHERE position > $1 ORDER BY position LIMIT $2',
        values: [after, pageSize],
        rowMode: 'array',
        types: { getTypeParser: () => (text: string) => text } as never,
      });
      for (const row of rows) {
        JSON.parse(row[9]!);
        JSON.parse(row[10]!);
      }
      count += rows.length;
      full = rows.length === pageSize;
      after = rows.at(-1)?.[0] ?? after;
    }
    return count;
  } finally {
    db.release();
  }
}

async function readFeed(log: EventLog, looksAtAll: boolean): Promise<number> {
  let count = 0;
  for await (const { events } of log.feed({ after: 0n, pageSize, untilHead: true })) {
    count += events.length;
    if (looksAtAll) for (const event of events) void Object.values(event.data as object);
  }
  return count;
}

async function timed(say: Workshop['say'], what: string, work: () => Promise<unknown>) {
  const started = performance.now();
  await work();
  say(`${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
