/**
 * Group reading, as there is group commit: streams that are asked for while others are being read
 * share the next statement. Whoever asks alone is answered at once.
 */
import type { ReadOptions, Recorded } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { withClient } from './connection';
import { streamsOf, type StreamRange } from './reading';

// Two on their way keep both sides busy: PostgreSQL reads one while we take in the other.
const lanesMax = 2;
// Their events are in memory together.
const togetherMax = 32;

type Waiting = Readonly<{
  range: StreamRange;
  resolve(events: readonly Recorded[]): void;
  reject(error: unknown): void;
}>;

export type StreamReaderOptions = Readonly<{ pool: Pool; schema: string; deadlineMs: number }>;

export class StreamReader {
  private waiting: Waiting[] = [];
  private lanes = 0;

  constructor(private readonly options: StreamReaderOptions) {}

  /** The events of a stream, in order; none where there is no such stream. */
  read(stream: string, { from = 0, to = revisionMax }: ReadOptions): Promise<readonly Recorded[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ range: { stream, from, to }, resolve, reject });
      if (this.lanes < lanesMax) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.lanes++;
    while (this.waiting.length > 0) await this.readTogether(this.waiting.splice(0, togetherMax));
    this.lanes--;
  }

  private async readTogether(batch: readonly Waiting[]): Promise<void> {
    const { pool, schema, deadlineMs } = this.options;
    const ranges = batch.map(({ range }) => range);
    try {
      const found = await withClient(pool, deadlineMs, (client) =>
        streamsOf(client, schema, ranges),
      );
      for (const [index, { resolve }] of batch.entries()) resolve(found[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

const revisionMax = 2 ** 31 - 1;
