/** Writing tiles: they only ever grow, and only from where they end. */
import type { PoolClient } from 'pg';
import { hashBytes, type Hash } from './hash';
import { positionBytes, type Part } from './tile';

/** What is kept is not what was written; nothing more is built on it. */
export class KeptTreeAltered extends Error {}

export async function writePart(
  client: PoolClient,
  level: number,
  { number, offset, items }: Part<Hash>,
): Promise<void> {
  const bytes = Buffer.concat(items);
  const text =
    offset === 0
      ? 'INSERT INTO seal.tiles VALUES ($1, $2, $3) ON CONFLICT DO NOTHING'
      : `UPDATE seal.tiles SET hashes = hashes || $3
         WHERE level = $1 AND number = $2 AND length(hashes) = $4`;
  const values = [level, number, bytes, ...(offset === 0 ? [] : [offset * hashBytes])];
  const { rowCount } = await client.query(text, values);
  if (rowCount !== 1) throw new KeptTreeAltered(`Tile ${level}/${number} is not as it was written`);
}

export async function writePositions(
  client: PoolClient,
  { number, offset, items }: Part<bigint>,
): Promise<void> {
  const bytes = Buffer.alloc(items.length * positionBytes);
  items.forEach((position, index) => bytes.writeBigInt64BE(position, index * positionBytes));
  const { rowCount } =
    offset === 0
      ? await client.query('INSERT INTO seal.places VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
          ...[number, String(items[0]), bytes],
        ])
      : await client.query(
          `UPDATE seal.places SET positions = positions || $2
           WHERE number = $1 AND length(positions) = $3`,
          [number, bytes, offset * positionBytes],
        );
  if (rowCount !== 1) throw new KeptTreeAltered(`Places ${number} are not as they were written`);
}
