/** Streams that are asked for while others are being read share the next statement. */
import { StreamIncomplete, gapIn, type ReadOptions, type Recorded } from '@taizhang/kernel';
import { Together } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { isPassing, withClient } from './connection';
import { streamsOf, type StreamRange } from './reading';
import { beforeAll } from './recorded-rows';

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

  /**
   * The events of a stream, in order; none where there is no such stream.
   * @throws StreamIncomplete where somebody took events out, or added what the log does not hold
   */
  async read(
    stream: string,
    { from = 0, to = revisionMax }: ReadOptions,
  ): Promise<readonly Recorded[]> {
    const events = await this.together.ask({ stream, from, to });
    const beside = events.find(({ position }) => position === beforeAll);
    if (beside) {
      const what = `Revision ${beside.revision} of ${stream} has no position in the log`;
      throw new StreamIncomplete(stream, `${what}: it was altered or added in the database.`);
    }
    const gap = gapIn(from, events);
    if (gap === undefined) return events;
    const what = `Events of ${stream} were taken out of the database: ${gap}`;
    throw new StreamIncomplete(stream, `${what}. Run "taizhang verify".`);
  }
}

const revisionMax = 2 ** 31 - 1;
