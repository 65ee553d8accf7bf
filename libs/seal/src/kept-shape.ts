/** Whether the rows of the kept tree are there, and as long as they must be. */
import type { Pool } from 'pg';
import { hashBytes } from './hash';
import { positionBytes, tileWidth } from './tile';

export type OddTile = Readonly<{
  /** Of the tree; null for the positions beside it. */
  level: number | null;
  number: number;
}>;

// One statement, hence one moment: the sealer may be at work.
const oddest = `
  WITH taken AS (
    SELECT coalesce((SELECT max(size) FROM seal.state), 0) AS size,
      (SELECT coalesce(sum(length(hashes)), 0)::bigint / ${hashBytes}
         FROM seal.tiles WHERE level = 0) AS leaves
  ), levels AS (
    SELECT level, leaves / (${tileWidth}::numeric ^ level)::bigint AS complete
    FROM taken, generate_series(0, 5) AS level
  ), wanted AS (
    SELECT level, number, least(${tileWidth}, complete - number * ${tileWidth}) * ${hashBytes} AS bytes
    FROM levels, generate_series(0, (complete - 1) / ${tileWidth}) AS number WHERE complete > 0
    UNION ALL
    SELECT -1, number, least(${tileWidth}, leaves - number * ${tileWidth}) * ${positionBytes}
    FROM taken, generate_series(0, (leaves - 1) / ${tileWidth}) AS number WHERE leaves > 0
  ), kept AS (
    SELECT level::int AS level, number, length(hashes) AS bytes, true AS is_found FROM seal.tiles
    UNION ALL
    SELECT -1, number, length(positions), first_position =
      ('x' || encode(substring(positions FROM 1 FOR ${positionBytes}), 'hex'))::bit(64)::bigint
    FROM seal.places
  )
  SELECT level, number FROM wanted FULL JOIN kept USING (level, number)
  WHERE wanted.bytes IS DISTINCT FROM kept.bytes OR is_found IS NOT TRUE
  UNION ALL SELECT 0, least(size, leaves) / ${tileWidth} FROM taken WHERE size <> leaves
  ORDER BY level, number LIMIT 1`;

/** The first row that is missing, too many, of another length or not found by its position. */
export async function oddTileOf(pool: Pool): Promise<OddTile | undefined> {
  const { rows } = await pool.query<{ level: number; number: string }>(oddest);
  const [row] = rows;
  return row && { level: row.level < 0 ? null : row.level, number: Number(row.number) };
}
