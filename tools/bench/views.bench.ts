/** P6: what people look at all day, on a log of the size asked for. */
import { services, readModels } from '@taizhang/apps/platform';
import { instant, type Clock } from '@taizhang/kernel';
import { ensureBuilt } from '@taizhang/projections';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { percentile, query, withClients, type Ask } from './clients';
import { Dice } from './dice';
import { openBenchLedger } from './ledger';
import { round, type Metric, type Workshop } from './metric';
import { givenNames, places, surnames } from './phrases.data';
import { whileServed } from './served';

const asksEach = 300;
const connections = 4;
const dayMs = 86_400_000;

export async function benchViews({ databaseUrl, events, clientsFile, say }: Workshop) {
  const { pool, log, close } = await openBenchLedger(databaseUrl, events, say);
  try {
    await ensureBuilt(log, pool, readModels);
    await pool.query('VACUUM ANALYZE');
    const known = await knownIn(pool);
    // Of the utility that the events tell of: its last day is today.
    const clock: Clock = { now: () => known.now };
    const viewing = services.filter(({ name }) => name === 'views');
    return await whileServed({ databaseUrl, services: viewing, clock }, async ({ url, token }) => {
      await sealedThrough(pool, events, say);
      return withClients(clientsFile, async (carryOut) => {
        const metrics: Metric[] = [];
        for (const [id, { what, barMs, ask }] of Object.entries(questions(known, token))) {
          const asks = Array.from({ length: asksEach }, ask);
          await carryOut({ url, connections, asks: asks.slice(0, 30) });
          const told = await carryOut({ url, connections, asks });
          metrics.push(metricOf(`P6.${id}`, what, percentile(told, 95), barMs));
        }
        return metrics;
      });
    });
  } finally {
    await close();
  }
}

/** What was loaded all at once is sealed as it comes where people are at work. */
async function sealedThrough(pool: pg.Pool, events: number, say: Workshop['say']): Promise<void> {
  say('sealing what was loaded');
  const isSealed = async () => {
    const { rows } = await pool.query<{ size: string }>('SELECT size FROM seal.state');
    return Number(rows[0]?.size ?? 0) >= events;
  };
  while (!(await isSealed())) await sleep(500);
}

type Known = Awaited<ReturnType<typeof knownIn>>;

/** What can be asked for. */
async function knownIn(pool: pg.Pool) {
  const ids = async (text: string) =>
    (await pool.query<{ id: string }>(text)).rows.map(({ id }) => id);
  const tableOf = (table: string) => {
    const model = readModels.find(({ tables }) => tables.some((one) => one.table === table))!;
    return `${model.name}_v${model.version}.${table}`;
  };
  const { rows } = await pool.query<{ at: string }>(
    'SELECT max(recorded_at)::text AS at FROM ledger.events',
  );
  const some = 'TABLESAMPLE SYSTEM (20) LIMIT 2000';
  return {
    customers: await ids(`SELECT id FROM ${tableOf('customers')} ${some}`),
    complaints: await ids(`SELECT id FROM ${tableOf('complaints')} ${some}`),
    units: await ids(`SELECT DISTINCT unit_id AS id FROM ${tableOf('staff_days')}
      WHERE unit_id IS NOT NULL`),
    now: instant(Date.parse(rows[0]!.at)),
  };
}

/** How each view is asked for; every time for something else. */
function questions({ customers, complaints, units, now }: Known, token: string) {
  const dice = new Dice(20_261_122);
  const get = (path: string) => query(`/api/${path}`, token);
  const from = new Date(Date.parse(now) - 30 * dayMs).toISOString().slice(0, 10);
  const listed = ['open=true', 'list=breaching', 'sort=newest'];
  return {
    list: {
      what: 'a page of a work list',
      barMs: 50,
      ask: () => get(`complaints?${dice.pick(listed)}&unitId=${dice.pick(units)}&limit=50`),
    },
    search: {
      what: 'search for a Chinese name or address',
      barMs: 100,
      ask: (): Ask => ({
        ...get('customers/search'),
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: words(dice), limit: 20 }),
      }),
    },
    archive: {
      what: 'the archive of a customer',
      barMs: 20,
      ask: () => get(`customers/${dice.pick(customers)}`),
    },
    'as-of': {
      what: 'a complaint as it was',
      barMs: 20,
      ask: () => get(`complaints/${dice.pick(complaints)}/as-of?revision=${dice.int(0, 3)}`),
    },
    dashboard: {
      what: 'the figures of a month, by hall or by person',
      barMs: 200,
      ask: () =>
        get(`performance?from=${from}&to=${now.slice(0, 10)}&groupBy=${dice.pick(groups)}`),
    },
  };
}

const groups = ['staff', 'unit', 'day'];

/** Two or three characters of a name, or a street and a number. */
const words = (dice: Dice) =>
  dice.chance(0.5)
    ? dice.pick(surnames) + dice.pick(givenNames)
    : `${dice.pick(places)}${dice.int(1, 400)}号`;

const metricOf = (id: string, what: string, p95: number, barMs: number): Metric => ({
  id,
  what: `${what}, p95`,
  ratio: null,
  value: round(p95),
  unit: 'ms',
  bar: `<= ${barMs} ms`,
  met: p95 <= barMs,
});
