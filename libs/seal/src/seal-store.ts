/** The kept tree and heads, in the schema `seal`. */
import type { Instant } from '@taizhang/kernel';
import { inTransaction } from '@taizhang/platform/database';
import type { PoolClient } from 'pg';
import { KeptTreeAltered, refusalCodes, type RefusalCode } from './refusal';
import { hashBytes, nodeOf, type Hash } from './hash';
import { headOf, type SignedHead } from './head';
import { HeadStore, upTo, type KeptHead } from './head-store';
import { oddestRow } from './kept-shape';
import { bytesOfMarks, markBytes, markOf, markedIn } from './stream-mark';
import { hashesIn, partsOf, positionBytes, positionsIn } from './tile';
import { markLevel, tileBits, tileWidth } from './tile';
import { writeParts, writePositions } from './tile-rows';
import type { Subtrees } from './tree';

/** Somebody else has sealed meanwhile; look again. */
export class SealedMeanwhile extends Error {}

/** New leaves with their positions, and the hashes of all subtrees that they complete, in order. */
export type Growth = Readonly<{
  from: number;
  positions: readonly bigint[];
  /** Of the leaves. */
  streams: readonly string[];
  /** By level of the tile. */
  hashes: readonly (readonly Hash[])[];
}>;

export type Refusal = Readonly<{ code: RefusalCode; sentence: string; at: Instant }>;

export class SealStore extends HeadStore {
  /**
   * The same for whom a question that altered tables do not answer is answered with nothing, and
   * told: to everybody else it is a refusal.
   */
  telling(onUnanswered: (error: Error) => void): SealStore {
    return new SealStore(this.pool, onUnanswered);
  }

  /** How many leaves are kept, and why nothing is signed any more, if so. */
  async state(): Promise<Readonly<{ size: number; refusal: Refusal | null }>> {
    const rows = await this.ask<{ size: string; refusal: Refusal | null }>(
      `SELECT size, CASE WHEN length(refusal::text) < 10000 THEN refusal END AS refusal
       FROM seal.state`,
    );
    // Whoever has deleted the row is told of by the rows that are kept all the same.
    const { size, refusal } = rows[0] ?? { size: 0, refusal: null };
    return { size: Number(size), refusal: isRefusal(refusal) ? refusal : null };
  }

  /** The same number for whoever builds on it. @throws KeptTreeAltered where it is none */
  async taken(): Promise<number> {
    const { size } = await this.state();
    if (Number.isSafeInteger(size) && size >= 0) return size;
    throw new KeptTreeAltered('How many events were taken in was altered.');
  }

  async refuse(refusal: Refusal | null): Promise<void> {
    const text =
      'INSERT INTO seal.state (size, refusal) VALUES (0, $1) ' +
      'ON CONFLICT (single) DO UPDATE SET refusal = $1';
    await this.ask(text, [refusal && JSON.stringify(refusal)]);
  }

  /** The hashes of one tile, however many it has; empty when it is not there. */
  async tile(level: number, number: number): Promise<Buffer> {
    const rows = await this.ask<{ hashes: Buffer }>(
      `SELECT ${hashesOfTile} FROM seal.tiles WHERE level = $1 AND number = $2`,
      [level, number],
    );
    return bytesIn(rows[0]?.hashes);
  }

  /** Tiles of one level from a number on, at most `limit`, by number. */
  async tiles(level: number, from: number, limit: number): Promise<ReadonlyMap<number, Buffer>> {
    const rows = await this.ask<{ number: string; hashes: Buffer }>(
      `SELECT number, ${hashesOfTile} FROM seal.tiles
       WHERE level = $1 AND number >= $2 AND number < $3`,
      [level, from, from + limit],
    );
    return new Map(rows.map(({ number, hashes }) => [Number(number), bytesIn(hashes)]));
  }

  /** What of the rows is missing, too many, of another length or not found by its position. */
  async oddRow(): Promise<string | undefined> {
    return (await this.ask<{ name: string }>(oddestRow))[0]?.name;
  }

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
    const rows = await this.ask<{ positions: Buffer }>(
      `SELECT ${positionsOfTile} FROM seal.places WHERE number = $1`,
      [number],
    );
    return positionsIn(bytesIn(rows[0]?.positions));
  }

  /** The same of several tiles, by number. */
  async positionTiles(from: number, limit: number): Promise<ReadonlyMap<number, bigint[]>> {
    const rows = await this.ask<{ number: string; positions: Buffer }>(
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
    const rows = await this.ask<{ number: string; positions: Buffer }>(
      `SELECT number, ${positionsOfTile} FROM seal.places WHERE first_position <= $1
       ORDER BY first_position DESC LIMIT 1`,
      [String(position)],
    );
    if (!rows[0]) return undefined;
    const within = positionsIn(bytesIn(rows[0].positions)).indexOf(position);
    return within < 0 ? undefined : Number(rows[0].number) * tileWidth + within;
  }

  /** Adds leaves; all of them or, after a crash, none. @throws SealedMeanwhile */
  async grow({ from, positions, streams, hashes }: Growth): Promise<void> {
    await this.alone(from, async (client) => {
      for (const [level, added] of hashes.entries()) {
        const start = Math.floor(from / tileWidth ** level);
        await writeParts(client, level, partsOf(start, added));
      }
      await writeParts(client, markLevel, partsOf(from, bytesOfMarks(streams)));
      await writePositions(client, partsOf(from, positions));
      const size = from + positions.length;
      await client.query('UPDATE seal.state SET size = $1', [size]);
    });
  }

  /** Adds marks of their streams to leaves that have none yet. @throws SealedMeanwhile */
  async mark(from: number, streams: readonly string[]): Promise<void> {
    await this.alone(await this.taken(), async (client) => {
      if ((await this.marked()) !== from) throw new SealedMeanwhile();
      await writeParts(client, markLevel, partsOf(from, bytesOfMarks(streams)));
    });
  }

  /** How many leaves have marks: a ledger of an earlier release has none. */
  async marked(): Promise<number> {
    const rows = await this.ask<{ number: string; bytes: number }>(
      `SELECT number, length(hashes) AS bytes FROM seal.tiles WHERE level = ${markLevel}
       ORDER BY number DESC LIMIT 1`,
    );
    const { number, bytes } = rows[0] ?? { number: 0, bytes: 0 };
    return Number(number) * tileWidth + Math.floor(bytes / markBytes);
  }

  /** In order, places below `size` where events of these streams were sealed, and maybe others. */
  async placesOf(streams: readonly string[], size: number): Promise<number[]> {
    const wanted = new Set(streams.map(markOf));
    const places: number[] = [];
    for (let from = 0; from * tileWidth < size; from += tilesTogether) {
      const tiles = await this.tiles(markLevel, from, tilesTogether);
      for (let number = from; number < from + tilesTogether; number++) {
        const found = markedIn(tiles.get(number) ?? nothing, wanted);
        places.push(...found.map((at) => number * tileWidth + at));
      }
    }
    return places.filter((place) => place < size);
  }

  /** Adds heads behind the newest. @throws SealedMeanwhile when there is another newest one */
  async addHeads(heads: readonly SignedHead[], newest: KeptHead | undefined): Promise<void> {
    await this.alone(await this.taken(), async (client) => {
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

  /** Who signs the first head: whoever asked first, whatever others ask for. */
  async firstKey(publicKey: string): Promise<string> {
    const rows = await this.ask<{ public_key: string }>(
      `INSERT INTO seal.first_key (public_key) VALUES ($1)
       ON CONFLICT (single) DO UPDATE SET public_key = first_key.public_key
       RETURNING public_key`,
      [publicKey],
    );
    return rows[0]!.public_key;
  }

  /** Forgets the tree, not the heads: it is built again and must fit them. */
  async forgetTree(): Promise<void> {
    // First what every writer takes first: none is met halfway.
    await this.ask(
      'INSERT INTO seal.state (size) VALUES (0) ON CONFLICT (single) DO UPDATE SET size = 0; ' +
        'TRUNCATE seal.tiles, seal.places',
    );
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

const nothing = Buffer.alloc(0);
/** Of 1 KB each: what is read of them at once holds nobody up. */
const tilesTogether = 512;

/** Anybody can have written there; the next attempt to sign writes it anew. */
const isRefusal = (value: unknown): value is Refusal => {
  const { code, sentence, at } = (value ?? {}) as Partial<Refusal>;
  const isSentence = typeof sentence === 'string' && typeof at === 'string';
  return isSentence && !Number.isNaN(Date.parse(at)) && refusalCodes.some((one) => one === code);
};

/** A column that was given another type holds nothing of ours. */
const bytesIn = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0));

const hashesOfTile = upTo('hashes', tileWidth * hashBytes);
const positionsOfTile = upTo('positions', tileWidth * positionBytes);
/** Of 1, 2, 4 … hashes. */
function completeRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeOf(row[2 * at]!, row[2 * at + 1]!));
  }
  return row[0]!;
}
