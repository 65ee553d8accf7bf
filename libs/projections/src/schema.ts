/** The tables of a read model, generated from its projections. */
import { schemaOf, type Column, type Projection, type ReadModel } from '@taizhang/kernel';
import { columnName } from '@taizhang/platform/database';
import type { ClientBase, Pool } from 'pg';

export type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string };
export type AnyProjection = Projection<AnyRow>;
export type Queries = Pick<Pool | ClientBase, 'query'>;

/** Where a version is built while the one before goes on serving. */
export const nextSchemaOf = (model: ReadModel) => `${schemaOf(model)}_next`;

export async function migrateProjections(pool: Pool): Promise<void> {
  await pool.query(`
    CREATE SCHEMA IF NOT EXISTS projections;
    CREATE TABLE IF NOT EXISTS projections.checkpoints (
      read_model text PRIMARY KEY,
      position bigint NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );`);
}

/** An empty schema for a build; what an interrupted one left behind goes away. */
export async function createTables(db: Queries, schema: string, model: ReadModel): Promise<void> {
  const tables = model.tables.map((table) => createTable(schema, table as AnyProjection));
  await db.query(
    [`DROP SCHEMA IF EXISTS ${schema} CASCADE`, `CREATE SCHEMA ${schema}`, ...tables].join(';\n'),
  );
}

const createTable = (schema: string, { table, columns }: AnyProjection) => {
  const lines = Object.entries<Column>(columns).map(
    ([field, { type, nullable }]) => `${columnName(field)} ${type}${nullable ? '' : ' NOT NULL'}`,
  );
  return `CREATE TABLE ${schema}.${table} (${lines.join(', ')})`;
};

export const createPrimaryKey = (schema: string, { table }: AnyProjection) =>
  `ALTER TABLE ${schema}.${table} ADD PRIMARY KEY (id)`;

/** Indexes come last: filling a bare table is several times faster. */
export async function createIndexes(db: Queries, schema: string, model: ReadModel): Promise<void> {
  for (const { table, indexes = [] } of model.tables as readonly AnyProjection[]) {
    for (const index of indexes) {
      await db.query(`CREATE INDEX ON ${schema}.${table} ${index}`);
    }
    await db.query(`ANALYZE ${schema}.${table}`);
  }
}

export const positionIn = async (db: Queries, schema: string): Promise<bigint | null> => {
  const { rows } = await db.query<{ position: string }>(
    'SELECT position FROM projections.checkpoints WHERE read_model = $1',
    [schema],
  );
  return rows[0] ? BigInt(rows[0].position) : null;
};

/** The position served, or null when this version of the read model was never built. */
export async function servedPosition(db: Queries, model: ReadModel): Promise<bigint | null> {
  const schema = schemaOf(model);
  const { rows } = await db.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  return rows.length > 0 ? positionIn(db, schema) : null;
}
