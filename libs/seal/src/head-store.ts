/** The kept heads, in the schema `seal`. */
import type { Pool } from 'pg';
import { isOfAlteredTables, refusedIfAltered } from './altered-tables';
import { headOf, type Head, type SignedHead } from './head';
import { SealRefused } from './refusal';

export type KeptHead = SignedHead & Readonly<{ ordinal: number; head: Head }>;
/** As it lies there, readable or not; the size is the one that it is found by. */
export type HeadRow = SignedHead & Readonly<{ ordinal: number; size: number }>;

export class HeadStore {
  constructor(
    protected readonly pool: Pool,
    private readonly onUnanswered?: (error: Error) => void,
  ) {}

  async newestHead(): Promise<KeptHead | undefined> {
    return (await this.keptHeads('ORDER BY ordinal DESC LIMIT 1', []))[0];
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
      const rows = await this.ask<SignedHead & { ordinal: string; size: string }>(
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
    const rows = await this.ask<SignedHead & { ordinal: string }>(
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

  /** @throws SealRefused where tables were altered, unless somebody is told of it */
  protected async ask<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(text, values)).rows;
    } catch (error) {
      if (!this.onUnanswered || !isOfAlteredTables(error)) throw refusedIfAltered(error);
      this.onUnanswered(error);
      return [];
    }
  }
}

// Never more than a tile or a head has, and never nothing: rows can have been made larger than a
// process can hold, and columns such that they need hold none.
export const upTo = (column: string, length: number) =>
  `coalesce(substring(${column} FROM 1 FOR ${length}), '') AS ${column}`;
const headColumns = `${upTo('text', 1000)}, ${upTo('signature', 200)}`;

/** As the index has it. */
export const introducesKey = `text LIKE '%next-key%'`;
