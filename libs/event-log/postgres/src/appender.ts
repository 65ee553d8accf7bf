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
import type { Pool, PoolClient } from 'pg';
import { readyToSend, writeMany, type Append, type Verdict } from './write-many';
import { isPlain, writeNext, type Tail } from './write-next';
import { connect, giveBack, isPassing, within, withClient } from './connection';
import { placesOf } from './reading';

// A batch holds the lock that all writers need; more than this gains no speed.
const eventsMax = 256;
const bytesMax = 2_000_000;
// Two batches on their way keep both sides busy: PostgreSQL writes one while we prepare the other.
// Fewer appends than this are better off sharing one sync to disk.
const lanesMax = 2;
const laneWorth = 16;

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
  /** Where the log ended when somebody last looked. */
  head(): bigint;
  /** Told of every position that was committed, and where the log ended before it was written. */
  onCommitted(position: bigint, before: bigint): void;
  onFailure(during: string, error: Error): void;
}>;

export class Appender {
  /** By stream, because a transaction takes at most one append to each. */
  private readonly waiting = new Map<string, Waiting[]>();
  /** Streams that are being written to: what waits for them stays in order. */
  private readonly busy = new Set<string>();
  private lanes = 0;
  private readonly working = new Set<Promise<void>>();
  private tail: Tail | undefined;

  constructor(private readonly options: AppenderOptions) {}

  append(stream: string, events: readonly Proposed[], expected: Expected): Promise<Appended> {
    return new Promise((resolve, reject) => {
      assertAppendable(stream, events);
      const waiting = { append: readyToSend(stream, events, expected), resolve, reject };
      const queue = this.waiting.get(stream);
      if (queue) queue.push(waiting);
      else this.waiting.set(stream, [waiting]);
      this.openLane();
    });
  }

  /** The log may end elsewhere than where this process has left it. */
  forgetTail(): void {
    this.tail = undefined;
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
  }

  private openLane(): void {
    const isNeeded = this.lanes === 0 || this.waiting.size >= laneWorth;
    if (!isNeeded || this.lanes === lanesMax) return;
    this.lanes++;
    const work = this.work().finally(() => this.working.delete(work));
    this.working.add(work);
  }

  private async work(): Promise<void> {
    let client: PoolClient | undefined;
    for (;;) {
      // Callers that were just answered get the chance to be in the next batch.
      await new Promise((resolve) => process.nextTick(resolve));
      const batch = this.nextBatch();
      if (batch.length === 0) break;
      if (this.waiting.size > 0) this.openLane();
      client = await this.writeTogether(batch, client);
      for (const { append } of batch) this.busy.delete(append.stream);
    }
    // In the same turn as the last look: nobody may come to wait between the two.
    this.lanes--;
    if (client) giveBack(client);
  }

  /** The first of each stream, the streams that wait longest first. */
  private nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const unfinished: [string, Waiting[]][] = [];
    // Half is left for the other lane, where there is enough for both.
    const isAlone = this.busy.size === 0 && this.waiting.size >= 2 * laneWorth;
    const appendsMax = isAlone ? Math.ceil(this.waiting.size / 2) : Infinity;
    let events = 0;
    let bytes = 0;
    for (const [stream, queue] of this.waiting) {
      if (this.busy.has(stream)) continue;
      const { append } = queue[0]!;
      events += append.events.length;
      bytes += append.bytes;
      const isFull = events > eventsMax || bytes > bytesMax || batch.length >= appendsMax;
      if (isFull && batch.length > 0) break;
      batch.push(queue.shift()!);
      this.waiting.delete(stream);
      if (queue.length > 0) unfinished.push([stream, queue]);
    }
    for (const { append } of batch) this.busy.add(append.stream);
    for (const [stream, queue] of unfinished) this.waiting.set(stream, queue);
    return batch;
  }

  /**
   * Answers every caller in the batch by itself, whatever happens. Fetching a connection for each
   * batch would cost a lone writer a tenth of its speed: the one to go on with is returned.
   */
  private async writeTogether(
    batch: readonly Waiting[],
    connected: PoolClient | undefined,
  ): Promise<PoolClient | undefined> {
    const { pool, deadlineMs } = this.options;
    const appends = batch.map(({ append }) => append);
    let client = connected;
    try {
      client ??= await connect(pool, deadlineMs);
      const before = this.options.head();
      const verdicts = await within(deadlineMs, this.write(client, appends));
      for (const [index, waiting] of batch.entries()) {
        this.answer(waiting, verdicts[index]!, before);
      }
      return client;
    } catch (error) {
      if (client) giveBack(client, error);
      return this.writeFailed(batch, error as Error);
    }
  }

  private async writeFailed(
    batch: readonly Waiting[],
    error: Error,
  ): Promise<PoolClient | undefined> {
    if (isPassing(error)) {
      this.options.onFailure('append', error);
      for (const { append, reject } of batch) reject(outcomeUnknown(append, error));
      return undefined;
    }
    if (batch.length === 1) return void batch[0]!.reject(error);
    // Something in one of them cannot be stored, and nothing was: find out which.
    let client: PoolClient | undefined;
    for (const waiting of batch) client = await this.writeTogether([waiting], client);
    return client;
  }

  private async write(client: PoolClient, appends: readonly Append[]): Promise<readonly Verdict[]> {
    const { schema, clock } = this.options;
    const { tail } = this;
    const now = clock.now();
    const alone = appends.length === 1 && this.lanes === 1 ? appends[0]! : undefined;
    if (tail && alone && isPlain(alone)) {
      const verdict = await writeNext(client, schema, alone, { tail, now });
      if (verdict) return [verdict];
    }
    return writeMany(client, schema, appends, now);
  }

  private answer({ append, resolve, reject }: Waiting, answer: Verdict, before: bigint): void {
    const { verdict } = answer;
    if (verdict === 'appended') {
      const { revision, position, recordedAt } = answer;
      if (!this.tail || position > this.tail.position) this.tail = { position, recordedAt };
      this.options.onCommitted(position, before);
      return resolve({ revision, position, recordedAt, repeated: false });
    }
    if (verdict === 'stale') {
      return reject(new Conflict(append.stream, append.expected, answer.actual));
    }
    const asking = this.earlierAnswer(append, answer.actual)
      .then(resolve, reject)
      .finally(() => this.working.delete(asking));
    this.working.add(asking);
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
