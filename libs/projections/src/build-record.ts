/**
 * The durable side of a rebuild: a row that says what is built, how far it is and what is wished
 * of it. Whoever looks sees the same, whichever process does the work.
 */
import { schemaOf, type ReadModel } from '@taizhang/kernel';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { tablesOf, type Queries } from './schema';

export type BuildPhase = 'reading' | 'writing' | 'switching';
/** `interrupted`: whoever worked on it is gone without a word, e.g. killed. */
export type BuildState = 'running' | 'paused' | 'interrupted' | 'failed' | 'cancelled' | 'done';

export type Build = Readonly<{
  id: string;
  /** The serving schemas of the read models that one reading of the log fills. */
  schemas: readonly string[];
  shape: string;
  /** Whether it ends with a comparison instead of a switch. */
  compare: boolean;
  state: BuildState;
  phase: BuildPhase;
  /** What was asked of it and not done yet. */
  wish: 'pause' | 'cancel' | null;
  /** How often it was begun or gone on with. */
  runs: number;
  /** Everything up to here is safe in the tables. */
  position: bigint;
  /** Events up to `position`. */
  saved: number;
  events: number;
  total: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
  /** Why it failed, for operators; carries no personal data. */
  message: string | null;
  startedAt: string;
  /** When whoever works on it was last heard of; a text to be compared. */
  heardAt: string;
}>;

/** One session at a time builds, switches or rolls back a read model. */
export const lockKey = (schema: string) => `hashtextextended('rebuild ' || ${schema}, 0)`;

const columns = `id::text, schemas, shape, compare, phase, wish, runs, position::text,
  saved::float8, events::float8, total::float8, events_per_second AS "eventsPerSecond",
  seconds_left AS "secondsLeft", message, started_at AS "startedAt",
  updated_at::text AS "heardAt",
  CASE WHEN state <> 'running' OR EXISTS (
    SELECT FROM pg_locks held WHERE held.locktype = 'advisory' AND held.pid = build.pid
    AND (held.classid::bigint << 32) | held.objid::bigint = ${lockKey('build.schemas[1]')}
    AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  ) THEN state ELSE 'interrupted' END AS state`;

type BuildRow = Omit<Build, 'position'> & { position: string };

async function select(db: Queries, rest: string, values: readonly unknown[]): Promise<Build[]> {
  const text = `SELECT ${columns} FROM projections.builds build ${rest}`;
  const { rows } = await db.query<BuildRow>(text, [...values]);
  return rows.map((row) => ({ ...row, position: BigInt(row.position) }));
}

export const buildOf = async (db: Queries, id: string): Promise<Build | undefined> =>
  (await select(db, 'WHERE id = $1', [id]))[0];

/** The latest build of each schema that was ever built since builds are kept. */
export async function latestBuilds(
  db: Queries,
  schemas: readonly string[],
): Promise<ReadonlyMap<string, Build>> {
  const builds = await select(
    db,
    `WHERE id IN (
       SELECT max(other.id) FROM projections.builds other, unnest(other.schemas) AS schema
       WHERE schema = ANY($1) GROUP BY schema)
     ORDER BY id`,
    [schemas],
  );
  return new Map(builds.flatMap((build) => build.schemas.map((schema) => [schema, build])));
}

/** What was begun for any of these schemas and neither finished nor thrown away. */
export const unfinishedBuilds = (db: Queries, schemas: readonly string[]): Promise<Build[]> =>
  select(
    db,
    `WHERE schemas && $1 AND state IN ('running', 'paused', 'failed')
     ORDER BY id`,
    [schemas],
  );

/** Whether something would be lost by beginning anew. */
export const holdsWork = ({ position, phase }: Build) => position > 0n || phase === 'switching';

/** Tables of another shape cannot be gone on with. */
export function shapeOf(models: readonly ReadModel[]): string {
  const sorted = [...models].sort((a, b) => (schemaOf(a) < schemaOf(b) ? -1 : 1));
  const shape = sorted.map((model) => [
    schemaOf(model),
    tablesOf(model).map(({ table, columns, types }) => [table, columns, types]),
  ]);
  return createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16);
}

/** Whoever finished long ago is forgotten; people look at the last few. */
const keptMax = 200;

export async function createBuild(
  db: Queries,
  models: readonly ReadModel[],
  { compare, total }: Readonly<{ compare: boolean; total: number }>,
): Promise<Build> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO projections.builds (schemas, shape, compare, total, state, pid, runs)
     VALUES ($1, $2, $3, $4, 'running', pg_backend_pid(), 1) RETURNING id::text`,
    [models.map(schemaOf), shapeOf(models), compare, total],
  );
  const { id } = rows[0]!;
  await db.query(
    `DELETE FROM projections.builds WHERE id < $1::bigint - ${keptMax}
     AND state IN ('done', 'cancelled')`,
    [id],
  );
  return (await buildOf(db, id))!;
}

/** This session works on it from now on. */
export async function takeUp(db: Queries, { id }: Build): Promise<Build> {
  await db.query(
    `UPDATE projections.builds SET state = 'running', wish = NULL, message = NULL,
       events = saved, pid = pg_backend_pid(), runs = runs + 1, updated_at = now() WHERE id = $1`,
    [id],
  );
  return (await buildOf(db, id))!;
}

/** Part of the transaction that puts the events up to `position` into the tables. */
export const saveBuild = (
  db: Queries,
  { id }: Build,
  { position, events, phase }: Readonly<{ position: bigint; events: number; phase: BuildPhase }>,
) =>
  db.query(
    `UPDATE projections.builds SET position = $2, saved = $3, events = $3, phase = $4,
       updated_at = now() WHERE id = $1`,
    [id, position, events, phase],
  );

/** How it ended, or stopped for now. */
export const endBuild = (
  db: Queries,
  { id }: Build,
  state: Exclude<BuildState, 'interrupted'>,
  message: string | null = null,
) =>
  db.query(
    `UPDATE projections.builds SET state = $2, message = $3, wish = NULL, updated_at = now(),
       seconds_left = CASE WHEN $2 = 'done' THEN 0 END WHERE id = $1`,
    [id, state, message],
  );

/** Its tables are gone: whoever goes on with it begins at the beginning of the log. */
export const beginsAnew = (db: Queries, schema: string, message: string) =>
  db.query(
    `UPDATE projections.builds SET position = 0, saved = 0, events = 0, phase = 'reading',
       message = $2, updated_at = now()
     WHERE $1 = ANY(schemas) AND state IN ('running', 'paused', 'failed')`,
    [schema, message],
  );

/** Asks it of whoever works on it; answers false when nobody does any more. */
export async function wishOf(pool: Pool, build: Build, wish: 'pause' | 'cancel'): Promise<boolean> {
  if (build.state !== 'running') return false;
  const { rowCount } = await pool.query(
    `UPDATE projections.builds SET wish = $2 WHERE id = $1 AND state = 'running'`,
    [build.id, wish],
  );
  return rowCount === 1;
}
