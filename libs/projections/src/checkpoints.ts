/** Where read models stand in the log. */
import { unsynced } from '@taizhang/platform/database';
import { escapeLiteral, type Pool } from 'pg';

/** The name of a read model's schema, and the position it is thought to be at. */
export type Checkpoint = readonly [schema: string, position: bigint];

/**
 * Moves a checkpoint if it stands where it is thought to be, and answers with it then. Not synced
 * to disk: a crash may lose the last pages together with their checkpoint, and they are read again.
 */
export function movingCheckpoint([schema, at]: Checkpoint, to: bigint): string {
  return `WITH ${unsynced}
    UPDATE projections.checkpoints c SET position = ${to}, updated_at = now()
    FROM unsynced WHERE c.read_model = ${escapeLiteral(schema)} AND c.position = ${at}
    RETURNING c.read_model AS schema`;
}

/**
 * The same for many. Those that somebody holds, e.g. to switch a rebuild in, are left where they
 * are: the others must not wait for them.
 */
export function movingFreeCheckpoints(checkpoints: readonly Checkpoint[], to: bigint): string {
  const thought = checkpoints.map(([schema, at]) => `(${escapeLiteral(schema)}, ${at}::bigint)`);
  return `WITH ${unsynced},
    free AS (
      SELECT c.read_model FROM projections.checkpoints c
      JOIN (VALUES ${thought.join(', ')}) AS thought(read_model, position)
        ON c.read_model = thought.read_model AND c.position = thought.position
      FOR UPDATE OF c SKIP LOCKED)
    UPDATE projections.checkpoints c SET position = ${to}, updated_at = now()
    FROM unsynced, free WHERE c.read_model = free.read_model
    RETURNING c.read_model AS schema`;
}

/**
 * Whether one of them stands before where it was left. What is not synced is lost when PostgreSQL
 * is killed, rows and place together; and an older backup may have been put back.
 */
export async function isAnyBehind(
  pool: Pool,
  checkpoints: readonly Checkpoint[],
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM projections.checkpoints c, unnest($1::text[], $2::bigint[]) AS place(model, at)
     WHERE c.read_model = place.model AND c.position < place.at LIMIT 1`,
    [checkpoints.map(([schema]) => schema), checkpoints.map(([, at]) => String(at))],
  );
  return rowCount === 1;
}
