/** Whether the rows of the kept tree are there once each, and as long as they must be. */
import { hashBytes } from './hash';
import { markBytes } from './stream-mark';
import { markLevel, positionBytes, tileWidth } from './tile';

const [marks, places] = [markLevel, markLevel - 1];

/**
 * Names the first row that is missing, too many, there twice, of another length or not found by its
 * position. One statement, hence one moment: the sealer may be at work. Marks of streams may end
 * before the leaves do: the sealer adds what is missing of them.
 */
export const oddestRow = `
  WITH taken AS (
    SELECT coalesce((SELECT max(size) FROM seal.state), 0) AS size,
      (SELECT coalesce(sum(length(hashes)), 0)::bigint / ${hashBytes}
         FROM seal.tiles WHERE level = 0) AS leaves,
      (SELECT coalesce(sum(length(hashes)), 0)::bigint / ${markBytes}
         FROM seal.tiles WHERE level = ${marks}) AS marks
  ), levels AS (
    SELECT level, leaves / (${tileWidth}::numeric ^ level)::bigint AS complete, ${hashBytes} AS width
    FROM taken, generate_series(0, 5) AS level
    UNION ALL SELECT ${marks}, least(marks, leaves), ${markBytes} FROM taken
    UNION ALL SELECT ${places}, leaves, ${positionBytes} FROM taken
  ), wanted AS (
    SELECT level, number, least(${tileWidth}, complete - number * ${tileWidth}) * width AS bytes
    FROM levels, generate_series(0, (complete - 1) / ${tileWidth}) AS number WHERE complete > 0
  ), rows AS (
    SELECT level::int AS level, number, length(hashes) AS bytes, true AS is_found FROM seal.tiles
    UNION ALL
    SELECT ${places}, number, length(positions), first_position =
      ('x' || encode(substring(positions FROM 1 FOR ${positionBytes}), 'hex'))::bit(64)::bigint
    FROM seal.places
  ), kept AS (
    SELECT level, number, max(bytes) AS bytes, bool_and(is_found) AND count(*) = 1 AS is_found
    FROM rows GROUP BY level, number
  ), odd AS (
    SELECT level, number FROM wanted FULL JOIN kept USING (level, number)
    WHERE wanted.bytes IS DISTINCT FROM kept.bytes OR is_found IS NOT TRUE
    UNION ALL SELECT 0, least(size, leaves) / ${tileWidth} FROM taken WHERE size <> leaves
  )
  SELECT CASE level WHEN ${places} THEN 'Row ' ELSE 'Tile ' || level || '/' END || number AS name
  FROM (TABLE odd ORDER BY level, number LIMIT 1) AS first
  UNION ALL SELECT 'The count' FROM seal.state HAVING count(*) > 1
  LIMIT 1`;
