/** Where read models stand in the log. */
import { escapeLiteral } from 'pg';

/** The name of a read model's schema, and the position it is thought to be at. */
export type Checkpoint = readonly [schema: string, position: bigint];

/**
 * Moves those checkpoints that stand where they are thought to be, and answers which. Not synced
 * to disk: a crash may lose the last pages together with their checkpoint, and they are read again.
 */
export function movingCheckpoints(checkpoints: readonly Checkpoint[], to: bigint): string {
  const thought = checkpoints.map(([schema, at]) => `(${escapeLiteral(schema)}, ${at}::bigint)`);
  return `WITH unsynced AS (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE projections.checkpoints c SET position = ${to}, updated_at = now()
    FROM unsynced, (VALUES ${thought.join(', ')}) AS thought(read_model, position)
    WHERE c.read_model = thought.read_model AND c.position = thought.position
    RETURNING c.read_model AS schema`;
}
