/**
 * Appends, each made once. EventStoreDB guarantees one thing about an append: that it is refused
 * when the stream is not at the revision expected. So every append says which one it expects, also
 * those whose caller does not mind, and nothing is sent before it is known that none of its ids
 * are in the stream up to that revision.
 */
import {
  assertAppendable,
  Conflict,
  EventIdsReused,
  OutcomeUnknown,
  type Appended,
  type Clock,
  type Expected,
  type Instant,
  type Proposed,
  type Recorded,
  type Revision,
} from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import {
  isLockedOut,
  isPassing,
  RevisionStale,
  type EventStoreDbServer,
  type Stored,
} from './server';
import { recordedOf, sentOf, isOurs } from './stored-event';
import { endOf, noStream, StreamMemory, type StreamEnd } from './stream-memory';
import { lockedOut } from './told';

export type AppenderOptions = Readonly<{
  server: EventStoreDbServer;
  /** How long the server may take to show what it counts already. */
  patienceMs: number;
  /** A position that is in the log for sure. */
  head(): bigint;
  /** Told of every position that is in the log, and of the head when its append was begun. */
  onCommitted(position: bigint, before?: bigint): void;
  onFailure(during: string, error: Error): void;
}>;

type Append = Readonly<{ stream: string; events: readonly Proposed[]; expected: Expected }>;

const revisionMax = 2 ** 31 - 1;
// Somebody else writes to the stream all the time, or a server whose disk or quorum is away counts
// an append that nobody can read yet: better told than tried for ever.
const attemptsMax = 100;
const pauseMsMax = 100;

export class Appender {
  private readonly memory = new StreamMemory();
  /** The last append to each stream: others of this process wait, instead of losing to it. */
  private readonly queues = new Map<string, Promise<unknown>>();
  private lastRecordedAt = '' as Instant;

  constructor(private readonly options: AppenderOptions) {}

  async append(append: Append, clock: Clock): Promise<Appended> {
    const { stream, events } = append;
    assertAppendable(stream, events);
    const before = this.queues.get(stream) ?? Promise.resolve();
    const appending = before.then(() => this.write(append, clock));
    const settled = appending.catch(() => undefined);
    this.queues.set(stream, settled);
    try {
      return await appending;
    } finally {
      if (this.queues.get(stream) === settled) this.queues.delete(stream);
    }
  }

  /** Everything in a stream; what an append will want to know of it is remembered. */
  async read(stream: string): Promise<readonly Recorded[]> {
    return (await this.stored(stream)).filter(isOurs).map(recordedOf);
  }

  /** What is remembered of streams may be of events that are not there any more. */
  forget(): void {
    this.memory.clear();
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    await Promise.all(this.queues.values());
  }

  /**
   * Time never runs backwards in a stream, nor in what one process writes, unless the stream was
   * written to by one whose clock is ahead: that is not passed on to others.
   */
  private recordedAt(clock: Clock, lastInStream: Instant): Instant {
    const now = clock.now();
    if (now > this.lastRecordedAt) this.lastRecordedAt = now;
    return lastInStream > this.lastRecordedAt ? lastInStream : this.lastRecordedAt;
  }

  private async write(append: Append, clock: Clock): Promise<Appended> {
    const { stream, events, expected } = append;
    let end: StreamEnd | undefined = this.startFrom(append);
    const givesUpAtMs = performance.now() + this.options.patienceMs;
    for (let attempt = 1; ; attempt++) {
      try {
        if (!end) {
          const stored = await this.stored(stream);
          const earlier = this.earlierAnswer(append, stored);
          if (earlier) return earlier;
          end = endOf(stored);
        }
        const at = end.revision;
        if (expected !== 'any' && expected !== at) throw new Conflict(stream, expected, at);
        const before = this.options.head();
        const recordedAt = this.recordedAt(clock, end.recordedAt);
        const sent = sentOf(events, recordedAt);
        const answer = await this.options.server.append(stream, sent, at);
        const revision = (at === 'no-stream' ? -1 : at) + events.length;
        const position = answer.position ?? (await this.positionOf(stream, revision));
        this.memory.extend(stream, events, { revision, recordedAt });
        this.options.onCommitted(position, before);
        return { revision, position, recordedAt, repeated: false };
      } catch (error) {
        this.memory.forget(stream);
        end = undefined;
        const isStale = error instanceof RevisionStale;
        if (!isStale || attempt === attemptsMax || performance.now() > givesUpAtMs) {
          throw this.toldAs(append, error as Error);
        }
        await delay(Math.min(2 ** attempt - 2, pauseMsMax));
      }
    }
  }

  /** What may be taken for known of the stream without asking; the server refuses if it is not. */
  private startFrom({ stream, events, expected }: Append): StreamEnd | undefined {
    const known = this.memory.of(stream);
    if (!known) return expected === 'no-stream' ? noStream : known;
    const isSuspect =
      (expected !== 'any' && expected !== known.revision) ||
      events.some(({ id }) => known.ids.has(id));
    return isSuspect ? undefined : known;
  }

  /** What an append was answered when it was made, if it was. */
  private earlierAnswer(append: Append, stored: readonly Stored[]): Appended | undefined {
    const { stream, events, expected } = append;
    const history = stored.filter(isOurs).map(recordedOf);
    const ids = new Set(events.map(({ id }) => id));
    const found = history.filter(({ id }) => ids.has(id));
    if (found.length === 0) return undefined;
    const last = found.find(({ id }) => id === events.at(-1)!.id);
    if (!last || found.length < ids.size) {
      const { id, revision } = found[0]!;
      const actual: Revision = history.at(-1)!.revision;
      throw new EventIdsReused(stream, expected, actual, { id, stream, revision });
    }
    const { revision, position, recordedAt } = last;
    this.options.onCommitted(position);
    return { revision, position, recordedAt, repeated: true };
  }

  private async stored(stream: string): Promise<readonly Stored[]> {
    const stored = await this.options.server.readStream(stream, 0, revisionMax);
    this.memory.remember(stream, stored);
    return stored;
  }

  private async positionOf(stream: string, revision: number): Promise<bigint> {
    const [event] = await this.options.server.readStream(stream, revision, revision);
    if (!event) throw new Error(`Revision ${revision} of ${stream} cannot be read`);
    return event.position;
  }

  private toldAs({ stream }: Append, error: Error): Error {
    if (error instanceof Conflict) return error;
    if (isLockedOut(error)) return lockedOut(error);
    if (!isPassing(error)) return error;
    // Whoever is in charge after this may not have what was acknowledged before.
    this.memory.clear();
    this.options.onFailure('append', error);
    const reason =
      error instanceof RevisionStale ? 'the server does not show what it counts' : error.message;
    const message = `It is unknown whether ${stream} was appended to: ${reason}`;
    return new OutcomeUnknown(message, { cause: error });
  }
}
