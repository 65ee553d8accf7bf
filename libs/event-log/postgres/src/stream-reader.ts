/** Streams that are asked for while others are being read share the next statement. */
import type { ReadOptions, Recorded } from '@taizhang/kernel';
import { Together } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { isPassing, withClient } from './connection';
import { streamsOf, type StreamRange } from './reading';

// Two on their way keep both sides busy: PostgreSQL reads one while we take in the other.
const lanesMax = 2;
// Their events are in memory together.
const togetherMax = 32;

export type StreamReaderOptions = Readonly<{ pool: Pool; schema: string; deadlineMs: number }>;

export class StreamReader {
  private readonly together: Together<StreamRange, readonly Recorded[]>;

  constructor({ pool, schema, deadlineMs }: StreamReaderOptions) {
    const found = (ranges: readonly StreamRange[]) =>
      withClient(pool, deadlineMs, (client) => streamsOf(client, schema, ranges));
    const isTheirs = (failure: unknown) => !isPassing(failure);
    this.together = new Together(found, { lanesMax, togetherMax, isTheirs });
  }

  /** The events of a stream, in order; none where there is no such stream. */
  read(stream: string, { from = 0, to = revisionMax }: ReadOptions): Promise<readonly Recorded[]> {
    return this.together.ask({ stream, from, to });
  }
}

const revisionMax = 2 ** 31 - 1;
