/** Rebuilt equals live: row by row, column by column. */
import { schemaOf, type ReadModel } from '@taizhang/kernel';
import { nextSchemaOf, type AnyProjection, type Queries } from './schema';

export type Difference = Readonly<{
  table: string;
  id: string;
  /** The row as served and as rebuilt; null where it is missing. */
  live: Readonly<Record<string, unknown>> | null;
  rebuilt: Readonly<Record<string, unknown>> | null;
}>;

export type Comparison = Readonly<{
  rows: number;
  differences: number;
  /** The first few, for people. */
  examples: readonly Difference[];
}>;

const examplesMax = 20;

export async function compareTables(db: Queries, model: ReadModel): Promise<Comparison> {
  let rows = 0;
  let differences = 0;
  const examples: Difference[] = [];
  for (const { table } of model.tables as readonly AnyProjection[]) {
    const counted = await db.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM ${nextSchemaOf(model)}.${table}`,
    );
    rows += Number(counted.rows[0]!.rows);
    const differing = `FROM ${schemaOf(model)}.${table} live
      FULL JOIN ${nextSchemaOf(model)}.${table} rebuilt USING (id)
      WHERE live IS DISTINCT FROM rebuilt`;
    const found = await db.query<{ count: string }>(`SELECT count(*) ${differing}`);
    const count = Number(found.rows[0]!.count);
    differences += count;
    if (count === 0) continue;
    const shown = await db.query<Omit<Difference, 'table'>>(
      `SELECT id, to_jsonb(live) AS live, to_jsonb(rebuilt) AS rebuilt ${differing}
       ORDER BY id LIMIT ${examplesMax}`,
    );
    for (const row of shown.rows) {
      if (examples.length < examplesMax) examples.push({ table, ...row });
    }
  }
  return { rows, differences, examples };
}
