/** Rebuilt equals live: row by row, column by column. */
import { schemaOf, type EventLog, type ReadModel, type Recorded } from '@taizhang/kernel';
import { transaction } from '@taizhang/platform/database';
import type { ClientBase } from 'pg';
import { storesOf } from './apply';
import { catchUp } from './catch-up';
import type { Build } from './build-record';
import type { BuildWatch } from './build-watch';
import { keepComparison } from './differences';
import { ParkingFold } from './parking-fold';
import { nextSchemaOf, positionIn, setCheckpoint, tablesOf, type Queries } from './schema';
import { givingBack } from './within-time';

export type Difference = Readonly<{
  table: string;
  id: string;
  /** The row as served and as rebuilt; null where it is missing. */
  live: Readonly<Record<string, unknown>> | null;
  rebuilt: Readonly<Record<string, unknown>> | null;
}>;

export type Comparison = Readonly<{
  /** Rows of the rebuilt tables. */
  rows: number;
  differences: number;
  /** The first few, for people. */
  examples: readonly Difference[];
}>;

const examplesMax = 20;
/** Kept to be looked at: whoever finds more than so many has one fault, not many. */
const keptMax = 2_000;

/** Everything about people whom a read model has yet to forget. */
export type BeingErased = (model: ReadModel) => AsyncIterable<Recorded>;

type Comparing = Readonly<{
  reached: bigint;
  build: Build;
  watch: BuildWatch;
  beingErased?: BeingErased | undefined;
}>;

/**
 * Compares in one snapshot, in which both versions stand at the same position; live running goes
 * on meanwhile. A serving version that lags behind is brought up first.
 */
export async function compareWithServed(
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  { reached, build, watch, beingErased }: Comparing,
): Promise<Comparison> {
  const rebuilt = storesOf(nextSchemaOf(model), model);
  for (;;) {
    const comparison = await transaction(
      db,
      async () => {
        const served = (await positionIn(db, schemaOf(model))) ?? 0n;
        if (served < reached) return undefined;
        const { leaving: signal } = watch;
        await catchUp(log, db, rebuilt, { from: reached, exactly: served, signal });
        watch.stopIfLeaving();
        await setCheckpoint(db, nextSchemaOf(model), served);
        // Asked once all is read: what was read blank is of somebody who is erased by now.
        const left = await touchedBy(model, beingErased?.(model));
        return compareTables(db, model, build, left);
      },
      'BEGIN ISOLATION LEVEL REPEATABLE READ',
    );
    if (comparison) return comparison;
    await bringUp(log, db, model, { reached, build, watch });
  }
}

/** Does what live running would do, and as it would. */
const bringUp = (
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  { reached: exactly, watch }: Comparing,
) =>
  transaction(db, async () => {
    await db.query(givingBack());
    const schema = schemaOf(model);
    const served = (await positionIn(db, schema, 'FOR UPDATE')) ?? 0n;
    if (served >= exactly) return;
    const { leaving: signal } = watch;
    await catchUp(log, db, storesOf(schema, model), { from: served, exactly, signal });
    watch.stopIfLeaving();
    await setCheckpoint(db, schema, exactly);
  });

type Touched = ReadonlyMap<string, ReadonlySet<string>>;

/** By table, the rows that are about to be folded again: those served show what is blank by now. */
async function touchedBy(model: ReadModel, events?: AsyncIterable<Recorded>): Promise<Touched> {
  const touched = new Map(tablesOf(model).map(({ table }) => [table, new Set<string>()]));
  if (!events) return touched;
  const folds = tablesOf(model).map((table) => [table, new ParkingFold(table)] as const);
  for await (const event of events) {
    for (const [{ table, types }, fold] of folds) {
      if (!types.includes(event.type)) continue;
      for (const key of fold.keysOf(event)) touched.get(table)!.add(key);
    }
  }
  return touched;
}

async function compareTables(
  db: Queries,
  model: ReadModel,
  build: Build,
  left: Touched,
): Promise<Comparison> {
  let rows = 0;
  let differences = 0;
  const kept: Difference[] = [];
  for (const { table } of tablesOf(model)) {
    const differing = `FROM ${schemaOf(model)}.${table} live
      FULL JOIN ${nextSchemaOf(model)}.${table} rebuilt USING (id)
      WHERE live IS DISTINCT FROM rebuilt AND id <> ALL($1)`;
    const values = [[...left.get(table)!]];
    const counted = await db.query<{ rows: string; differences: string }>(
      `SELECT (SELECT count(*) FROM ${nextSchemaOf(model)}.${table}) AS rows,
        (SELECT count(*) ${differing}) AS differences`,
      values,
    );
    rows += Number(counted.rows[0]!.rows);
    const count = Number(counted.rows[0]!.differences);
    differences += count;
    if (count === 0) continue;
    const shown = await db.query<Omit<Difference, 'table'>>(
      `SELECT id, to_jsonb(live) AS live, to_jsonb(rebuilt) AS rebuilt ${differing}
       ORDER BY id LIMIT ${keptMax - kept.length}`,
      values,
    );
    kept.push(...shown.rows.map((row) => ({ table, ...row })));
  }
  await keepComparison(db, build, model, { rows, differences, kept });
  return { rows, differences, examples: kept.slice(0, examplesMax) };
}
