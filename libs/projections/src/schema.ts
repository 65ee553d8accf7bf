/** The tables of a read model, generated from its projections. */
import { schemaOf, type Column, type Projection, type ReadModel } from '@taizhang/kernel';
import { columnName, createSchema } from '@taizhang/platform/database';
import type { ClientBase, Pool } from 'pg';
import { createAuditRecord } from './audit-record';
import { createBookkeeping } from './bookkeeping';
import { buildTablesSql } from './build-record.migration';

export type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string };
export type AnyProjection = Projection<AnyRow>;
export type Queries = Pick<Pool | ClientBase, 'query'>;

/** Where a version is built while the one before goes on serving. */
export const nextSchemaOf = (model: ReadModel) => `${schemaOf(model)}_next`;
/** The tables served before: one rebuild can be taken back. */
export const oldSchemaOf = (model: ReadModel) => `${schemaOf(model)}_old`;
/** Those before them wait here for the queries still reading them. */
export const goneSchemaOf = (model: ReadModel) => `${schemaOf(model)}_gone`;

export const tablesOf = ({ tables }: ReadModel) => tables as readonly AnyProjection[];

export async function migrateProjections(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('projections')}
    CREATE TABLE IF NOT EXISTS projections.checkpoints (
      read_model text PRIMARY KEY,
      position bigint NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    ${buildTablesSql}
    ${createAuditRecord}`);
}

export const dropSchema = (schema: string) => `DROP SCHEMA IF EXISTS ${schema} CASCADE`;

/** Queries in flight may go on with the tables they began on for so long. */
const lastReadersMs = 30_000;

/** An empty schema for a build; what an interrupted one left behind goes away. */
export async function createTables(db: Queries, model: ReadModel): Promise<void> {
  const schema = nextSchemaOf(model);
  const tables = tablesOf(model).map((table) => createTable(schema, table));
  tables.push(...createBookkeeping(schema));
  await dropPatiently(db, goneSchemaOf(model));
  await db.query([dropSchema(schema), `CREATE SCHEMA ${schema}`, ...tables].join(';\n'));
}

/** @throws when somebody does not let go of it */
export const dropPatiently = (db: Queries, schema: string, ms = lastReadersMs) =>
  db.query(`SET lock_timeout = ${ms}; ${dropSchema(schema)}; RESET lock_timeout`);

const createTable = (schema: string, { table, columns }: AnyProjection) => {
  const lines = Object.entries<Column>(columns).map(
    ([field, { type, nullable }]) => `${columnName(field)} ${type}${nullable ? '' : ' NOT NULL'}`,
  );
  return `CREATE TABLE ${schema}.${table} (${lines.join(', ')})`;
};

export const createPrimaryKey = (schema: string, { table }: AnyProjection) =>
  `ALTER TABLE ${schema}.${table} ADD PRIMARY KEY (id)`;

/** Indexes come last: filling a bare table is several times faster. */
export async function createIndexes(
  db: Queries,
  schema: string,
  { table, indexes = [] }: AnyProjection,
): Promise<void> {
  for (const index of indexes) await db.query(`CREATE INDEX ON ${schema}.${table} ${index}`);
  await db.query(`ANALYZE ${schema}.${table}`);
}

export const positionIn = async (
  db: Queries,
  schema: string,
  locking: '' | 'FOR KEY SHARE' | 'FOR UPDATE' = '',
): Promise<bigint | null> => {
  const { rows } = await db.query<{ position: string }>(
    `SELECT position FROM projections.checkpoints WHERE read_model = $1 ${locking}`,
    [schema],
  );
  return rows[0] ? BigInt(rows[0].position) : null;
};

export const removeCheckpoint = (db: Queries, schema: string) =>
  db.query('DELETE FROM projections.checkpoints WHERE read_model = $1', [schema]);

export async function schemaExists(db: Queries, schema: string): Promise<boolean> {
  const { rows } = await db.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  return rows.length > 0;
}

/** By schema, the positions served; without those of which this version was never built. */
export async function servedPositions(
  db: Queries,
  models: readonly ReadModel[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await db.query<{ schema: string; position: string }>(
    `SELECT read_model AS schema, position FROM projections.checkpoints
     JOIN pg_namespace ON nspname = read_model WHERE read_model = ANY ($1)`,
    [models.map(schemaOf)],
  );
  return new Map(rows.map(({ schema, position }) => [schema, BigInt(position)]));
}

/** The position served, or null when this version of the read model was never built. */
export const servedPosition = async (db: Queries, model: ReadModel): Promise<bigint | null> =>
  (await servedPositions(db, [model])).get(schemaOf(model)) ?? null;

export const setCheckpoint = (db: Queries, schema: string, position: bigint) =>
  db.query(
    `INSERT INTO projections.checkpoints (read_model, position) VALUES ($1, $2)
     ON CONFLICT (read_model) DO UPDATE SET position = $2, updated_at = now()`,
    [schema, position],
  );
