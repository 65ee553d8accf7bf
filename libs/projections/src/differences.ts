/**
 * What a comparison found, kept to be looked at. Which rows and fields, and how they differ;
 * never values, which may be personal and which operators have no business with.
 */
import { schemaOf, type ReadModel } from '@taizhang/kernel';
import type { Build } from './build-record';
import type { Difference } from './compare';
import type { Queries } from './schema';

/** How a field of the served row stands to that of the rebuilt one. */
export type FieldDifference = Readonly<{
  field: string;
  kind: 'different' | 'served-only' | 'rebuilt-only';
}>;

export type KeptDifference = Readonly<{
  /** From 1, in the order of tables and ids. */
  number: number;
  table: string;
  id: string;
  /** Missing: from what is served. Unexpected: served, but not in the log. */
  kind: 'changed' | 'missing' | 'unexpected';
  fields: readonly FieldDifference[];
}>;

export type Found = Readonly<{ rows: number; differences: number; kept: readonly Difference[] }>;

/** The comparison is told again when it is made again, e.g. by a build that is gone on with. */
export async function keepComparison(
  db: Queries,
  { id }: Build,
  model: ReadModel,
  { rows, differences, kept }: Found,
): Promise<void> {
  const schema = schemaOf(model);
  await db.query('DELETE FROM projections.differences WHERE build = $1 AND schema = $2', [
    ...[id, schema],
  ]);
  await db.query(
    `INSERT INTO projections.comparisons (build, schema, rows, differences)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (build, schema) DO UPDATE SET rows = $3, differences = $4`,
    [id, schema, rows, differences],
  );
  const told = kept.map((difference, index) => ({
    number: index + 1,
    ...withoutValues(difference),
  }));
  await db.query(
    `INSERT INTO projections.differences (build, schema, number, table_name, row_id, kind, fields)
     SELECT $1, $2, told.number, told."table", told.id, told.kind, told.fields
     FROM jsonb_to_recordset($3::jsonb)
       AS told(number int, "table" text, id text, kind text, fields jsonb)`,
    [id, schema, JSON.stringify(told)],
  );
}

/** @returns how many rows differ by schema, for those that a build has compared */
export async function comparedBy(
  db: Queries,
  builds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { rows } = await db.query<{ build: string; schema: string; differences: number }>(
    `SELECT build::text, schema, differences::float8 AS differences FROM projections.comparisons
     WHERE build = ANY($1::bigint[])`,
    [builds],
  );
  const compared = new Map<string, Map<string, number>>();
  for (const { build, schema, differences } of rows) {
    compared.set(build, (compared.get(build) ?? new Map()).set(schema, differences));
  }
  return compared;
}

/** A page of what the latest comparison of a read model found, behind the number given. */
export async function differencesOf(
  db: Queries,
  model: ReadModel,
  { after, limit }: Readonly<{ after: number; limit: number }>,
): Promise<Readonly<{ build: string; total: number; items: readonly KeptDifference[] }> | null> {
  const schema = schemaOf(model);
  const latest = await db.query<{ build: string; total: number }>(
    `SELECT build::text, differences::float8 AS total FROM projections.comparisons
     WHERE schema = $1 ORDER BY build DESC LIMIT 1`,
    [schema],
  );
  if (!latest.rows[0]) return null;
  const { rows } = await db.query<KeptDifference>(
    `SELECT number, table_name AS "table", row_id AS id, kind, fields FROM projections.differences
     WHERE build = $1 AND schema = $2 AND number > $3 ORDER BY number LIMIT $4`,
    [latest.rows[0].build, schema, after, limit],
  );
  return { ...latest.rows[0], items: rows };
}

export function withoutValues({
  table,
  id,
  live,
  rebuilt,
}: Difference): Omit<KeptDifference, 'number'> {
  if (!live) return { table, id, kind: 'missing', fields: [] };
  if (!rebuilt) return { table, id, kind: 'unexpected', fields: [] };
  const fields = Object.keys(live).flatMap((field): FieldDifference[] => {
    const [served, told] = [live[field] ?? null, rebuilt[field] ?? null];
    if (JSON.stringify(served) === JSON.stringify(told)) return [];
    if (told === null) return [{ field, kind: 'served-only' }];
    return [{ field, kind: served === null ? 'rebuilt-only' : 'different' }];
  });
  return { table, id, kind: 'changed', fields };
}
