/** The kept tree and heads, in the schema `seal`. */
import type { Instant } from '@taizhang/kernel';
import { inTransaction } from '@taizhang/platform/database';
import type { Pool, PoolClient } from 'pg';
import { KeptTreeAltered, SealRefused, type RefusalCode } from './refusal';
import { hashBytes, nodeOf, type Hash } from './hash';
import { headOf, type Head, type SignedHead } from './head';
import { oddTileOf, type OddTile } from './kept-shape';
import { hashesIn, partsOf, positionBytes, positionsIn, tileBits, tileWidth } from './tile';
import { writeParts, writePositions } from './tile-rows';
import type { Subtrees } from './tree';

/** Somebody else has sealed meanwhile; look again. */
export class SealedMeanwhile extends Error {}

/** New leaves with their positions, and the hashes of all subtrees that they complete, in order. */
export type Growth = Readonly<{
  from: number;
  positions: readonly bigint[];
  /** By level of the tile. */
  hashes: readonly (readonly Hash[])[];
}>;

export type KeptHead = SignedHead & Readonly<{ ordinal: number; head: Head }>;
/** As it lies there, readable or not; the size is the one that it is found by. */
export type HeadRow = SignedHead & Readonly<{ ordinal: number; size: number }>;
export type Refusal = Readonly<{ code: RefusalCode; sentence: string; at: Instant }>;

export class SealStore {
  constructor(private readonly pool: Pool) {}

  /** How many leaves are kept, and why nothing is signed any more, if so. */
  async state(): Promise<Readonly<{ size: number; refusal: Refusal | null }>> {
    const { rows } = await this.pool.query<{ size: string; refusal: Refusal | null }>(
      `SELECT size, CASE WHEN length(refusal::text) < 10000 THEN refusal END AS refusal
       FROM seal.state`,
    );
    // Whoever has deleted the row is told of by the rows that are kept all the same.
    const { size, refusal } = rows[0] ?? { size: 0, refusal: null };
    return { size: Number(size), refusal };
  }

  async refuse(refusal: Refusal | null): Promise<void> {
    const text =
      'INSERT INTO seal.state (size, refusal) VALUES (0, $1) ' +
      'ON CONFLICT (single) DO UPDATE SET refusal = $1';
    await this.pool.query(text, [refusal && JSON.stringify(refusal)]);
  }

  /** The hashes of one tile, however many it has; empty when it is not there. */
  async tile(level: number, number: number): Promise<Buffer> {
    const { rows } = await this.pool.query<{ hashes: Buffer }>(
      `SELECT ${hashesOfTile} FROM seal.tiles WHERE level = $1 AND number = $2`,
      [level, number],
    );
    return bytesIn(rows[0]?.hashes);
  }

  /** Tiles of one level from a number on, at most `limit`, by number. */
  async tiles(level: number, from: number, limit: number): Promise<ReadonlyMap<number, Buffer>> {
    const { rows } = await this.pool.query<{ number: string; hashes: Buffer }>(
      `SELECT number, ${hashesOfTile} FROM seal.tiles
       WHERE level = $1 AND number >= $2 AND number < $3`,
      [level, from, from + limit],
    );
    return new Map(rows.map(({ number, hashes }) => [Number(number), bytesIn(hashes)]));
  }

  /** The first tile, or row of positions, that is not of the length that it must have. */
  oddTile = (): Promise<OddTile | undefined> => oddTileOf(this.pool);

  /** Hashes of complete subtrees; tiles are fetched once. For one question, then thrown away. */
  subtrees(): Subtrees {
    const fetched = new Map<string, Promise<Buffer>>();
    const tileOf = (level: number, number: number) => {
      const name = `${level}/${number}`;
      if (!fetched.has(name)) fetched.set(name, this.tile(level, number));
      return fetched.get(name)!;
    };
    return async (level, number) => {
      const within = level % tileBits;
      const first = number * 2 ** within;
      const tile = await tileOf((level - within) / tileBits, Math.floor(first / tileWidth));
      const hashes = hashesIn(tile, first % tileWidth, 2 ** within);
      if (hashes.length < 2 ** within) {
        throw new KeptTreeAltered('Hashes of the kept tree are missing.');
      }
      return completeRoot(hashes);
    };
  }

  /** Positions in the store of the leaves of tile `number`. */
  async positions(number: number): Promise<bigint[]> {
    const { rows } = await this.pool.query<{ positions: Buffer }>(
      `SELECT ${positionsOfTile} FROM seal.places WHERE number = $1`,
      [number],
    );
    return positionsIn(bytesIn(rows[0]?.positions));
  }

  /** The same of several tiles, by number. */
  async positionTiles(from: number, limit: number): Promise<ReadonlyMap<number, bigint[]>> {
    const { rows } = await this.pool.query<{ number: string; positions: Buffer }>(
      `SELECT number, ${positionsOfTile} FROM seal.places WHERE number >= $1 AND number < $2`,
      [from, from + limit],
    );
    return new Map(
      rows.map(({ number, positions }) => [Number(number), positionsIn(bytesIn(positions))]),
    );
  }

  /** Of leaf `index`; undefined when it is not kept. */
  async positionOf(index: number): Promise<bigint | undefined> {
    return (await this.positions(Math.floor(index / tileWidth)))[index % tileWidth];
  }

  /** The place of the event at a position; undefined while it is not sealed. */
  async placeOf(position: bigint): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ number: string; positions: Buffer }>(
      `SELECT number, ${positionsOfTile} FROM seal.places WHERE first_position <= $1
       ORDER BY first_position DESC LIMIT 1`,
      [String(position)],
    );
    if (!rows[0]) return undefined;
    const within = positionsIn(bytesIn(rows[0].positions)).indexOf(position);
    return within < 0 ? undefined : Number(rows[0].number) * tileWidth + within;
  }

  /** Adds leaves; all of them or, after a crash, none. @throws SealedMeanwhile */
  async grow({ from, positions, hashes }: Growth): Promise<void> {
    await this.alone(from, async (client) => {
      for (const [level, added] of hashes.entries()) {
        const start = Math.floor(from / tileWidth ** level);
        await writeParts(client, level, partsOf(start, added));
      }
      await writePositions(client, partsOf(from, positions));
      const size = from + positions.length;
      await client.query('UPDATE seal.state SET size = $1', [size]);
    });
  }

  /** Adds heads behind the newest. @throws SealedMeanwhile when there is another newest one */
  async addHeads(heads: readonly SignedHead[], newest: KeptHead | undefined): Promise<void> {
    const { size } = await this.state();
    await this.alone(size, async (client) => {
      const { rows } = await client.query<{ ordinal: string | null }>(
        'SELECT max(ordinal) AS ordinal FROM seal.heads',
      );
      const ordinal = rows[0]?.ordinal == null ? -1 : Number(rows[0].ordinal);
      if (ordinal !== (newest?.ordinal ?? -1)) throw new SealedMeanwhile();
      for (const [index, { text, signature }] of heads.entries()) {
        await client.query('INSERT INTO seal.heads VALUES ($1, $2, $3, $4)', [
          ...[ordinal + 1 + index, headOf({ text })?.size ?? 0],
          ...[text, signature],
        ]);
      }
    });
  }

  async newestHead(): Promise<KeptHead | undefined> {
    return (await this.keptHeads('ORDER BY ordinal DESC LIMIT 1', []))[0];
  }

  /** Who signs the first head: whoever asked first, whatever others ask for. */
  async firstKey(publicKey: string): Promise<string> {
    const { rows } = await this.pool.query<{ public_key: string }>(
      `INSERT INTO seal.first_key (public_key) VALUES ($1)
       ON CONFLICT (single) DO UPDATE SET public_key = first_key.public_key
       RETURNING public_key`,
      [publicKey],
    );
    return rows[0]!.public_key;
  }

  /** The first head over at least so many events. */
  async headOver(size: number): Promise<KeptHead | undefined> {
    return (await this.keptHeads('WHERE size >= $1 ORDER BY size, ordinal LIMIT 1', [size]))[0];
  }

  /** The kept head with exactly this text. */
  async find({ text }: SignedHead): Promise<KeptHead | undefined> {
    const size = headOf({ text })?.size ?? -1;
    return (await this.keptHeads('WHERE size = $1 AND text = $2', [size, text]))[0];
  }

  /** Forgets the tree, not the heads: it is built again and must fit them. */
  async forgetTree(): Promise<void> {
    // First what every writer takes first: none is met halfway.
    await this.pool.query(
      'INSERT INTO seal.state (size) VALUES (0) ON CONFLICT (single) DO UPDATE SET size = 0; ' +
        'TRUNCATE seal.tiles, seal.places',
    );
  }

  /** The newest, at most `limit`, newest first, before an ordinal if told. */
  recentHeads(limit: number, before = Number.MAX_SAFE_INTEGER): Promise<KeptHead[]> {
    const text = 'WHERE ordinal < $2 ORDER BY ordinal DESC LIMIT $1';
    return this.keptHeads(text, [limit, before]);
  }

  /** Those that introduce a key, each with the one that confirms it. */
  async rotations(): Promise<(readonly [KeptHead, KeptHead])[]> {
    const introducing = await this.keptHeads(`WHERE ${introducesKey} ORDER BY ordinal`, []);
    const heads = await this.keptHeads('WHERE ordinal = ANY ($1) ORDER BY ordinal', [
      introducing.flatMap(({ ordinal }) => [ordinal, ordinal + 1]),
    ]);
    const pairs = heads.map((head) => {
      const next = heads.find(({ ordinal }) => ordinal === head.ordinal + 1);
      return head.head.nextKey && next ? ([head, next] as const) : undefined;
    });
    return pairs.filter((pair) => pair !== undefined);
  }

  /** Every head as it is kept, readable or not, in order, a page at a time. */
  async *everyHead(after: number | bigint = -1): AsyncIterable<HeadRow> {
    // As text: a number that somebody has put there need not be one that we can hold.
    for (let ordinal = String(after); ;) {
      const { rows } = await this.pool.query<SignedHead & { ordinal: string; size: string }>(
        `SELECT ordinal, size, ${headColumns} FROM seal.heads
         WHERE ordinal > $1 ORDER BY ordinal LIMIT 1000`,
        [ordinal],
      );
      if (rows.length === 0) return;
      ordinal = rows.at(-1)!.ordinal;
      for (const { size, ...row } of rows) {
        yield { ...row, ordinal: Number(row.ordinal), size: Number(size) };
      }
    }
  }

  private async keptHeads(which: string, values: unknown[]): Promise<KeptHead[]> {
    const { rows } = await this.pool.query<SignedHead & { ordinal: string }>(
      `SELECT ordinal, ${headColumns} FROM seal.heads ${which}`,
      values,
    );
    return rows.map(({ ordinal, text, signature }) => {
      const head = headOf({ text });
      // Behind a number that cannot be held none comes next.
      if (!head || !Number.isSafeInteger(Number(ordinal))) {
        const sentence = `The kept head ${ordinal} cannot be read: it was altered.`;
        throw new SealRefused('false-signature', `${sentence} Run "taizhang verify".`);
      }
      return { ordinal: Number(ordinal), text, signature, head };
    });
  }

  /** One writer at a time, who finds as many leaves as it thought. */
  private alone(size: number, write: (client: PoolClient) => Promise<void>): Promise<void> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query('SELECT size FROM seal.state FOR UPDATE');
      if (Number(rows[0]?.size ?? 0) !== size) throw new SealedMeanwhile();
      await write(client);
    });
  }
}

/** A column that was given another type holds nothing of ours. */
const bytesIn = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0));

// Never more than a tile or a head has, and never nothing: rows can have been made larger than a
// process can hold, and columns such that they need hold none.
const upTo = (column: string, length: number) =>
  `coalesce(substring(${column} FROM 1 FOR ${length}), '') AS ${column}`;
const hashesOfTile = upTo('hashes', tileWidth * hashBytes);
const positionsOfTile = upTo('positions', tileWidth * positionBytes);
const headColumns = `${upTo('text', 1000)}, ${upTo('signature', 200)}`;

/** As the index has it. */
export const introducesKey = `text LIKE '%next-key%'`;

/** Of 1, 2, 4 … hashes. */
function completeRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeOf(row[2 * at]!, row[2 * at + 1]!));
  }
  return row[0]!;
}
