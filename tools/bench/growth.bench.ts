/** P9: what a log ten or a hundred times as long costs per event, and per case. */
import { readModels } from '@taizhang/apps/platform';
import { rebuild } from '@taizhang/projections';
import { databaseBeside, openBenchLedger, type BenchLedger } from './ledger';
import { aside, round, type Metric, type Workshop } from './metric';

const growthBar = 1.25;
const smallMax = 100_000;
const casesRead = 400;
const rounds = 2;

export async function benchGrowth({ databaseUrl, events, say }: Workshop): Promise<Metric[]> {
  const small = Math.min(smallMax, Math.round(events / 10));
  const beside = await databaseBeside(databaseUrl, 'bench_small');
  const logs = {
    small: await openBenchLedger(beside, small, say),
    large: await openBenchLedger(databaseUrl, events, say),
  };
  const names = ['small', 'large'] as const;
  try {
    // The cheapest of what each was seen to cost: the rest is what else the machine did.
    const cost = { small: Infinity, large: Infinity };
    const replay = { small: Infinity, large: Infinity };
    for (let turn = 1; turn <= rounds; turn++) {
      for (const name of names) {
        const { log, pool } = logs[name];
        const rebuilt = await rebuild(log, pool, readModels);
        cost[name] = Math.min(cost[name], (rebuilt.seconds * 1e6) / rebuilt.events);
        replay[name] = Math.min(replay[name], await replayMs(logs[name]));
      }
      say(`round ${turn} of ${rounds} done`);
    }
    return metricsOf({ cost, replay, small, events });
  } finally {
    for (const name of names) await logs[name].close();
  }
}

type Pair = Readonly<{ small: number; large: number }>;
type Measured = Readonly<{ cost: Pair; replay: Pair; small: number; events: number }>;

function metricsOf({ cost, replay, small, events }: Measured): Metric[] {
  const sizes = `${events.toLocaleString('en')} against ${small.toLocaleString('en')} events`;
  const metric = (id: string, what: string, { small: was, large }: Pair, unit: string): Metric => ({
    id,
    what: `${what}, ${sizes}`,
    ratio: round(large / was),
    value: round(large),
    unit,
    bar: `ratio <= ${growthBar}`,
    met: large / was <= growthBar,
  });
  return [
    metric('P9', 'a rebuild', cost, 'µs/event'),
    metric('P9.replay', 'reading one case', replay, 'ms'),
    aside('P9.small', 'the same rebuild of the small log', cost.small, 'µs/event'),
  ];
}

/** The median over cases from all over the log. */
async function replayMs({ pool, log }: BenchLedger): Promise<number> {
  const { rows } = await pool.query<{ stream: string }>(
    `SELECT stream FROM ledger.events WHERE type = 'ComplaintLodged'
     ORDER BY md5(id::text) LIMIT $1`,
    [casesRead],
  );
  const times: number[] = [];
  for (const { stream } of rows) {
    const started = performance.now();
    await log.readStream(stream);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}
