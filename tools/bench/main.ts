// The benchmarks that run on a database; tools/bench.mjs gives them one.
import 'reflect-metadata';
import { openPool } from '@taizhang/platform/database';
import { benchConcurrentAppends, benchSingleAppends } from './append.bench';
import { benchCommands, benchVisibility } from './command.bench';
import { benchGrowth } from './growth.bench';
import { openBenchLedger } from './ledger';
import type { Metric, Workshop } from './metric';
import { benchRebuild } from './rebuild.bench';
import { surroundingsOf, type Surroundings } from './surroundings';
import { benchViews } from './views.bench';

const benchmarks: Readonly<Record<string, (workshop: Workshop) => Promise<Metric[]>>> = {
  P1: benchRebuild,
  P2: benchConcurrentAppends,
  P3: benchSingleAppends,
  P4: benchCommands,
  P5: benchVisibility,
  P6: benchViews,
  P9: benchGrowth,
};

/** @param onMeasured told of each once it is known: a long run that is stopped loses little */
export async function runBenchmarks(
  ids: readonly string[],
  workshop: Workshop,
  onMeasured: (metrics: readonly Metric[], surroundings: Surroundings) => void,
): Promise<void> {
  for (const id of ids) {
    workshop.say(`${id} …`);
    const metrics = await benchmarks[id]!(workshop);
    onMeasured(metrics, await surroundings(workshop));
  }
}

export async function surroundings({ databaseUrl, events }: Workshop): Promise<Surroundings> {
  const pool = openPool(databaseUrl, { max: 1 });
  try {
    return await surroundingsOf(pool, events);
  } finally {
    await pool.end();
  }
}

/** A database with the log to rebuild from, for a process that is measured from outside. */
export async function fillLedger({ databaseUrl, events, say }: Workshop): Promise<void> {
  const { close } = await openBenchLedger(databaseUrl, events, say);
  await close();
}

export { masterKey } from './ledger';
