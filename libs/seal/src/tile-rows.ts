/** Writing tiles: they only ever grow, and only from where they end. */
import type { PoolClient } from 'pg';
import { KeptTreeAltered } from './refusal';
import { positionBytes, type Part } from './tile';

/** Of one level, in order: only the first can go on a tile that is there, the others begin one. */
export async function writeParts(
  client: PoolClient,
  level: number,
  parts: readonly Part<Buffer>[],
): Promise<void> {
  const [first, ...others] = parts;
  const isGrowing = first !== undefined && first.offset > 0;
  const begun = isGrowing ? others : parts;
  const name = (number: number) => `Tile ${level}/${number}`;
  if (isGrowing) {
    const { rowCount } = await client.query(
      `UPDATE seal.tiles SET hashes = hashes || $3
       WHERE level = $1 AND number = $2 AND length(hashes) = $4`,
      [level, first.number, Buffer.concat(first.items), first.offset * first.items[0]!.length],
    );
    assertWritten(rowCount, 1, name(first.number));
  }
  if (begun.length === 0) return;
  const { rowCount } = await client.query(
    `INSERT INTO seal.tiles SELECT $1, number, hashes
     FROM unnest($2::bigint[], $3::bytea[]) AS begun (number, hashes) ON CONFLICT DO NOTHING`,
    [level, begun.map(({ number }) => number), begun.map(({ items }) => Buffer.concat(items))],
  );
  assertWritten(rowCount, begun.length, name(begun[0]!.number));
}

/** The same for positions. */
export async function writePositions(
  client: PoolClient,
  parts: readonly Part<bigint>[],
): Promise<void> {
  const [first, ...others] = parts;
  const isGrowing = first !== undefined && first.offset > 0;
  const begun = isGrowing ? others : parts;
  if (isGrowing) {
    const { rowCount } = await client.query(
      `UPDATE seal.places SET positions = positions || $2
       WHERE number = $1 AND length(positions) = $3`,
      [first.number, bytesOf(first.items), first.offset * positionBytes],
    );
    assertWritten(rowCount, 1, `Places ${first.number}`);
  }
  if (begun.length === 0) return;
  const { rowCount } = await client.query(
    `INSERT INTO seal.places SELECT *
     FROM unnest($1::bigint[], $2::numeric[], $3::bytea[]) ON CONFLICT DO NOTHING`,
    [
      begun.map(({ number }) => number),
      begun.map(({ items }) => String(items[0])),
      begun.map(({ items }) => bytesOf(items)),
    ],
  );
  assertWritten(rowCount, begun.length, `Places ${begun[0]!.number}`);
}

function assertWritten(rows: number | null, wanted: number, name: string): void {
  if (rows !== wanted) throw new KeptTreeAltered(`${name} of the kept tree is not as it was left.`);
}

function bytesOf(positions: readonly bigint[]): Buffer {
  const bytes = Buffer.alloc(positions.length * positionBytes);
  positions.forEach((position, index) => bytes.writeBigInt64BE(position, index * positionBytes));
  return bytes;
}
