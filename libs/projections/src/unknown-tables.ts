/**
 * Tables of read models that this release does not have: one before had them, or one to come has
 * begun with them. Nobody here can fold their rows again, and whoever has them builds them anew.
 */
import { withOwnConnection } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { dropShown } from './forget';
import { lock } from './rebuild';
import type { Queries } from './schema';

export type UnknownTables = Readonly<{
  schema: string;
  /** That of the version which served or would serve, without what is kept or built beside. */
  serving: string;
}>;

const suffix = '(_old|_next|_gone)?$';

/**
 * Known to be read models by where they stand or by their builds: in the same database a schema of
 * somebody else may be called alike.
 * @param known names of read models
 */
export async function unknownTables(
  db: Queries,
  known: readonly string[],
): Promise<readonly UnknownTables[]> {
  const { rows } = await db.query<UnknownTables>(
    `WITH kept AS (
       SELECT read_model AS schema FROM projections.checkpoints
       UNION SELECT unnest(schemas) FROM projections.builds),
     named AS (SELECT DISTINCT regexp_replace(schema, '_v[0-9]+${suffix}', '') AS name FROM kept)
     SELECT nspname AS schema, regexp_replace(nspname, '${suffix}', '') AS serving
     FROM pg_namespace JOIN named ON nspname ~ ('^' || name || '_v[0-9]+${suffix}')
     WHERE name <> ALL($1) ORDER BY nspname`,
    [known],
  );
  return rows;
}

/**
 * @param schemas without what else lies there of them
 * @throws RebuildRunning where somebody is at work on one
 */
export const dropUnknown = (pool: Pool, schemas: readonly UnknownTables[]): Promise<void> =>
  withOwnConnection(pool, 'taizhang forget', async (db) => {
    for (const { serving } of schemas) await lock(db, serving, serving);
    for (const { schema } of schemas) await dropShown(db, schema);
    await db.query('VACUUM pg_catalog.pg_statistic');
  });
