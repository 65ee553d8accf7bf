/** Tables that do not serve: those served before, and those of other versions of the code. */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import { withOwnConnection } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { unfinishedBuilds } from './build-record';
import { discardRebuild, lock } from './rebuild';
import {
  dropPatiently,
  oldSchemaOf,
  positionIn,
  removeCheckpoint,
  schemaExists,
  type Queries,
} from './schema';
import { bringUpToHead, switchTo } from './switch';
import { heldMsMax } from './within-time';

export type KeptTables = Readonly<{
  schema: string;
  version: number;
  /**
   * `serving`; `previous`: served before the last switch; `unfinished`: being built;
   * `other-version`: of older or newer code, which serves from them when it is started.
   */
  kind: 'serving' | 'previous' | 'unfinished' | 'other-version';
  /** Everything up to here is in them; null while they are filled for the first time. */
  position: bigint | null;
  /** On disk, with indexes; 0 of what is unfinished. */
  bytes: number;
}>;

/** There are no tables to go back to. */
export class NothingToRollBackTo extends Error {
  constructor({ name, version }: ReadModel) {
    super(`Of ${name} v${version} no tables are kept that served before`);
  }
}

/** Everything that lies there of a read model, in whichever version. */
export async function keptTablesOf(
  db: Queries,
  models: readonly ReadModel[],
): Promise<ReadonlyMap<string, readonly KeptTables[]>> {
  // Asking for the size would wait for whoever is indexing a table.
  const { rows } = await db.query<{ schema: string; position: string | null; bytes: number }>(
    `SELECT nspname AS schema, position::text, coalesce(sum(
       CASE WHEN relkind = 'r' AND nspname !~ '_next$' THEN pg_total_relation_size(c.oid) END
     ), 0)::float8 AS bytes
     FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid
     LEFT JOIN projections.checkpoints ON read_model = nspname
     WHERE nspname ~ '_v[0-9]+(_old|_next)?$' GROUP BY nspname, position ORDER BY nspname`,
  );
  return new Map(
    models.map((model) => [
      model.name,
      rows.flatMap((row) => {
        const kept = partsOf(model, row.schema);
        if (!kept || kept.suffix === '_gone') return [];
        const position = row.position === null ? null : BigInt(row.position);
        return [{ schema: row.schema, ...kindOf(model, kept), position, bytes: row.bytes }];
      }),
    ]),
  );
}

type Parts = Readonly<{ version: number; suffix: string }>;

function partsOf({ name }: ReadModel, schema: string): Parts | undefined {
  if (!schema.startsWith(`${name}_v`)) return undefined;
  const parts = /^([0-9]+)(|_old|_next|_gone)$/.exec(schema.slice(name.length + 2));
  return parts ? { version: Number(parts[1]), suffix: parts[2]! } : undefined;
}

function kindOf(model: ReadModel, { version, suffix }: Parts) {
  const other = version !== model.version;
  const kinds = { '': 'serving', _old: 'previous', _next: 'unfinished' } as const;
  const kind: KeptTables['kind'] =
    suffix !== '_next' && other ? 'other-version' : kinds[suffix as keyof typeof kinds];
  return { version, kind };
}

/**
 * Lets the tables that served before the last switch serve again, caught up first. Those that
 * served until now are kept in their place: the next call rolls forward. So of several all are
 * held before the first is touched: whoever is refused may ask again.
 * @returns the positions that are served, by name, of those of which there are such tables
 * @throws NothingToRollBackTo where there are of none, RebuildRunning
 */
export const rollBackAll = (
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
): Promise<ReadonlyMap<string, bigint>> =>
  withOwnConnection(pool, 'taizhang roll back', async (db) => {
    const able: ReadModel[] = [];
    for (const model of models) {
      if (!(await isKept(db, model))) continue;
      await lock(db, model.name, schemaOf(model));
      if (await isKept(db, model)) able.push(model);
    }
    if (able.length === 0) throw new NothingToRollBackTo(models[0]!);
    const positions = new Map<string, bigint>();
    for (const model of able) {
      const old = oldSchemaOf(model);
      const reached = await bringUpToHead(log, db, model, old);
      await switchTo(log, db, model, old, { reached });
      positions.set(model.name, (await positionIn(db, schemaOf(model)))!);
    }
    return positions;
  });

const isKept = async (db: Queries, model: ReadModel) =>
  (await schemaExists(db, oldSchemaOf(model))) &&
  (await positionIn(db, oldSchemaOf(model))) !== null;

/**
 * Drops what is kept to go back to: the tables served before, and those of older versions.
 * @returns the schemas that are gone
 * @throws RebuildRunning
 */
export const forgetPrevious = (pool: Pool, model: ReadModel): Promise<readonly string[]> =>
  withOwnConnection(pool, 'taizhang forget', async (db) => {
    await lock(db, model.name, schemaOf(model));
    const kept = (await keptTablesOf(db, [model])).get(model.name)!;
    const forgotten = kept.filter(
      ({ kind, version }) =>
        kind === 'previous' || (kind === 'other-version' && version < model.version),
    );
    for (const { schema } of forgotten) await drop(db, schema);
    return forgotten.map(({ schema }) => schema);
  });

export type Outdated = Readonly<{
  model: ReadModel;
  tables: readonly Readonly<{ schema: string; version: number }>[];
}>;

/**
 * One version back is kept: whoever starts the code of before finds its tables. What is older is
 * outdated, and what those versions had beside them. @returns those that have some
 */
export async function outdatedOf(
  db: Queries,
  models: readonly ReadModel[],
): Promise<readonly Outdated[]> {
  const { rows } = await db.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname ~ '_v[0-9]+(_old|_next|_gone)?$'`,
  );
  return models.flatMap((model) => {
    const older = rows.flatMap(({ nspname }) => {
      const parts = partsOf(model, nspname);
      return parts && parts.version < model.version ? [{ schema: nspname, ...parts }] : [];
    });
    const kept = Math.max(0, ...older.filter(({ suffix }) => suffix === '').map((o) => o.version));
    const tables = older.filter(({ version, suffix }) => version !== kept || suffix !== '');
    return tables.length === 0 ? [] : [{ model, tables }];
  });
}

/** @returns the schemas that are gone @throws RebuildRunning */
export async function dropOutdated(
  pool: Pool,
  { model, tables }: Outdated,
): Promise<readonly string[]> {
  const schemas = tables.map(({ version }) => schemaOf({ name: model.name, version }));
  // Nobody could go on with it without its tables.
  for (const build of await unfinishedBuilds(pool, schemas)) await discardRebuild(pool, build);
  return withOwnConnection(pool, 'taizhang forget', async (db) => {
    // Code of before may be at work on them, in a process that is about to end.
    for (const schema of schemas) await lock(db, model.name, schema);
    // A start waits for it, and the next one looks again.
    for (const { schema } of tables) await drop(db, schema, heldMsMax);
    return tables.map(({ schema }) => schema);
  });
}

/** @throws when somebody does not let go of it, e.g. a backup of the database that takes hours */
async function drop(db: Queries, schema: string, patienceMs?: number): Promise<void> {
  await dropPatiently(db, schema, patienceMs);
  await removeCheckpoint(db, schema);
}
