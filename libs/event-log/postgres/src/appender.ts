/**
 * Group commit: appends that arrive while others are being written share the next transaction and
 * its one sync to disk. Each is still decided by itself: a conflict fails nobody else.
 */
import {
  assertAppendable,
  Conflict,
  EventIdsReused,
  OutcomeUnknown,
  type Appended,
  type Clock,
  type Expected,
  type Proposed,
  type Revision,
} from '@taizhang/kernel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { readyToSend, write, type Append, type Verdict } from './append';
import { isPassing, withClient } from './connection';
import { placesOf } from './reading';

// A batch holds the lock that all writers need; more than this gains no speed.
const eventsMax = 256;
const bytesMax = 2_000_000;

type Waiting = Readonly<{
  append: Append;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}>;

export type AppenderOptions = Readonly<{
  pool: Pool;
  schema: string;
  clock: Clock;
  deadlineMs: number;
  /** Told of every position that was committed, in order. */
  onCommitted(position: bigint): void;
  onFailure(during: string, error: Error): void;
}>;

export class Appender {
  /** By stream, because a transaction takes at most one append to each. */
  private readonly waiting = new Map<string, Waiting[]>();
  private working: Promise<void> | undefined;

  constructor(private readonly options: AppenderOptions) {}

  async append(stream: string, events: readonly Proposed[], expected: Expected): Promise<Appended> {
    assertAppendable(stream, events);
    const append = readyToSend(stream, events, expected);
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(stream);
      const waiting = { append, resolve, reject };
      if (queue) queue.push(waiting);
      else this.waiting.set(stream, [waiting]);
      this.working ??= this.work();
    });
  }

  /** Resolves when nothing waits to be written any more. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  private async work(): Promise<void> {
    while (this.waiting.size > 0) {
      // Callers that were just answered get the chance to be in the next batch.
      await nextTurn();
      await this.writeTogether(this.nextBatch());
    }
    this.working = undefined;
  }

  /** The first of each stream, the streams that wait longest first. */
  private nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const unfinished: [string, Waiting[]][] = [];
    let events = 0;
    let bytes = 0;
    for (const [stream, queue] of this.waiting) {
      const { append } = queue[0]!;
      events += append.events.length;
      bytes += append.bytes;
      if (batch.length > 0 && (events > eventsMax || bytes > bytesMax)) break;
      batch.push(queue.shift()!);
      this.waiting.delete(stream);
      if (queue.length > 0) unfinished.push([stream, queue]);
    }
    for (const [stream, queue] of unfinished) this.waiting.set(stream, queue);
    return batch;
  }

  /** Never rejects: every caller in the batch is told by itself. */
  private async writeTogether(batch: readonly Waiting[]): Promise<void> {
    const { pool, schema, clock, deadlineMs } = this.options;
    const appends = batch.map(({ append }) => append);
    try {
      const verdicts = await withClient(pool, deadlineMs, (client) =>
        write(client, schema, appends, clock.now()),
      );
      batch.forEach((waiting, index) => this.answer(waiting, verdicts[index]!));
    } catch (error) {
      if (isPassing(error)) {
        this.options.onFailure('append', error as Error);
        for (const { append, reject } of batch) reject(outcomeUnknown(append, error as Error));
      } else if (batch.length === 1) {
        batch[0]!.reject(error);
      } else {
        // Something in one of them cannot be stored, and nothing was: find out which.
        for (const waiting of batch) await this.writeTogether([waiting]);
      }
    }
  }

  private answer({ append, resolve, reject }: Waiting, answer: Verdict): void {
    if (answer.verdict === 'appended') {
      const { revision, position, recordedAt } = answer;
      this.options.onCommitted(position);
      resolve({ revision, position, recordedAt, repeated: false });
    } else if (answer.verdict === 'stale') {
      reject(new Conflict(append.stream, append.expected, answer.actual));
    } else {
      this.earlierAnswer(append, answer.actual).then(resolve, reject);
    }
  }

  /** What an append was answered when it was made; events never change, so it can be read later. */
  private async earlierAnswer(append: Append, actual: Revision): Promise<Appended> {
    const { pool, schema, deadlineMs } = this.options;
    const { stream, expected, events } = append;
    const ids = events.map(({ id }) => id);
    const found = await withClient(pool, deadlineMs, (client) =>
      placesOf(client, schema, ids),
    ).catch((error: Error) => {
      throw isPassing(error) ? outcomeUnknown(append, error) : error;
    });
    const elsewhere = found.find((place) => place.stream !== stream);
    const last = found.find(({ id }) => id === ids.at(-1));
    if (elsewhere || !last || found.length < ids.length) {
      throw new EventIdsReused(stream, expected, actual, elsewhere ?? found[0]!);
    }
    const { revision, position, recordedAt } = last;
    return { revision, position, recordedAt, repeated: true };
  }
}

const outcomeUnknown = ({ stream }: Append, cause: Error) =>
  new OutcomeUnknown(`It is unknown whether ${stream} was appended to: ${cause.message}`, {
    cause,
  });
