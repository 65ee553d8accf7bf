/** A log for tests of rules and for demonstrations: nothing outlives the process. */
import {
  assertAppendable,
  assertHeldAlike,
  assertNext,
  assertStorable,
  categoryOf,
  Conflict,
  EventIdsReused,
  PositionBeyondHead,
  systemClock,
  type Appended,
  type Clock,
  type EventLog,
  type Expected,
  type FeedOptions,
  type FeedPage,
  type Instant,
  type Proposed,
  type Recorded,
  type Revision,
  type StoredEvent,
  type StoredLog,
  type StoredPage,
  type StoredRange,
} from '@taizhang/kernel';

const pageSizeDefault = 1_000;

export function createMemoryEventLog({ clock = systemClock }: { clock?: Clock } = {}): EventLog &
  StoredLog {
  const log = new MemoryLog(clock);
  return {
    append: async (stream, events, { expected }) => log.append(stream, events, expected),
    readStream: async (stream, { from = 0, to = Infinity } = {}) =>
      log.stream(stream).filter(({ revision }) => revision >= from && revision <= to),
    feed: (options) => log.feed(options),
    head: async () => log.head,
    stride: 1,
    stored: (range) => log.stored(range),
    restore: async (events) => log.restore(events),
    last: async () => log.last(),
    at: async (stream, revision) => log.at(stream, revision),
  };
}

class MemoryLog {
  private readonly all: Recorded[] = [];
  private readonly streams = new Map<string, Recorded[]>();
  private readonly byId = new Map<string, Recorded>();
  /** What was restored, by id: its texts need not be those that this program would write. */
  private readonly texts = new Map<string, Pick<StoredEvent, 'context' | 'data'>>();
  private sleepers: (() => void)[] = [];

  constructor(private readonly clock: Clock) {}

  get head(): bigint {
    return BigInt(this.all.length);
  }

  stream(name: string): readonly Recorded[] {
    return this.streams.get(name) ?? [];
  }

  append(stream: string, events: readonly Proposed[], expected: Expected): Appended {
    assertAppendable(stream, events);
    const actual: Revision = this.stream(stream).at(-1)?.revision ?? 'no-stream';
    const earlier = this.earlierAnswer(stream, events, expected, actual);
    if (earlier) return earlier;
    if (expected !== 'any' && expected !== actual) throw new Conflict(stream, expected, actual);

    const recordedAt = this.now();
    const first = actual === 'no-stream' ? 0 : actual + 1;
    const recorded = events.map((event, index) => {
      const place = { stream, revision: first + index, position: this.head + BigInt(index + 1) };
      return frozen({ ...asStored(event), ...place, recordedAt });
    });
    this.keep(stream, recorded);
    return answer(recorded, false);
  }

  private keep(stream: string, recorded: Recorded[]): void {
    this.all.push(...recorded);
    const before = this.streams.get(stream);
    if (before) before.push(...recorded);
    else this.streams.set(stream, recorded);
    for (const event of recorded) this.byId.set(event.id, event);
    this.wakeAll();
  }

  async *stored({ after, pageSize = pageSizeDefault, signal }: StoredRange) {
    if (after > this.head) throw new PositionBeyondHead(after, this.head);
    const end = Number(this.head);
    for (let from = Number(after); from < end && !signal?.aborted; from += pageSize) {
      const events = this.all.slice(from, Math.min(from + pageSize, end));
      const page: StoredPage = {
        events: events.map((event) => this.storedOf(event)),
        through: events.at(-1)!.position,
      };
      yield page;
    }
  }

  restore(events: readonly StoredEvent[]): readonly bigint[] {
    assertStorable(events);
    return events.map((event) => {
      const { stream, revision, context, data, ...rest } = event;
      const there = this.stream(stream)[revision] ?? this.byId.get(event.id);
      if (there) {
        assertHeldAlike(event, this.storedOf(there));
        return there.position;
      }
      assertNext(event, this.stream(stream).at(-1)?.revision);
      const position = this.head + 1n;
      const parsed = { context: JSON.parse(context), data: JSON.parse(data) };
      this.texts.set(event.id, { context, data });
      this.keep(stream, [frozen({ ...rest, ...parsed, stream, revision, position })]);
      return position;
    });
  }

  last(): StoredEvent | undefined {
    const last = this.all.at(-1);
    return last && this.storedOf(last);
  }

  at(stream: string, revision: number): StoredEvent | undefined {
    const there = this.stream(stream)[revision];
    return there && this.storedOf(there);
  }

  private storedOf(event: Recorded): StoredEvent {
    const { context, data } = event;
    const written = { context: JSON.stringify(context), data: JSON.stringify(data) };
    return { ...event, ...(this.texts.get(event.id) ?? written) };
  }

  async *feed(options: FeedOptions): AsyncGenerator<FeedPage, void> {
    const { after, types, categories, pageSize = pageSizeDefault, untilHead, signal } = options;
    if (after > this.head) throw new PositionBeyondHead(after, this.head);
    const wanted = (event: Recorded) =>
      (!types || types.includes(event.type)) &&
      (!categories || categories.includes(categoryOf(event.stream)));
    const end = untilHead ? this.head : undefined;

    if (after === this.head && !signal?.aborted) {
      yield { events: [], through: after, caughtUp: true };
    }
    for (let position = after; position !== end && !signal?.aborted;) {
      if (position === this.head) {
        await this.more(signal);
        continue;
      }
      const page = this.all.slice(
        Number(position),
        Math.min(Number(position) + pageSize, Number(end ?? this.head)),
      );
      position += BigInt(page.length);
      yield {
        events: page.filter(wanted),
        through: position,
        caughtUp: position === (end ?? this.head),
      };
    }
  }

  private earlierAnswer(
    stream: string,
    events: readonly Proposed[],
    expected: Expected,
    actual: Revision,
  ): Appended | undefined {
    const known = events.flatMap(({ id }) => this.byId.get(id) ?? []);
    if (known.length === 0) return undefined;
    const elsewhere = known.find((event) => event.stream !== stream);
    if (elsewhere || known.length < events.length) {
      throw new EventIdsReused(stream, expected, actual, elsewhere ?? known[0]!);
    }
    return answer(known, true);
  }

  /** Time never runs backwards in the log. */
  private now(): Instant {
    const now = this.clock.now();
    const last = this.all.at(-1)?.recordedAt;
    return last && last > now ? last : now;
  }

  private more(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.push(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  private wakeAll(): void {
    const sleepers = this.sleepers;
    this.sleepers = [];
    for (const wake of sleepers) wake();
  }
}

function answer(recorded: readonly Recorded[], repeated: boolean): Appended {
  const { revision, position, recordedAt } = recorded.at(-1)!;
  return { revision, position, recordedAt, repeated };
}

/** What a store would give back: nothing that JSON does not know, nothing anybody still holds. */
function asStored({ id, type, version, at, by, context, data }: Proposed): Proposed {
  return JSON.parse(JSON.stringify({ id, type, version, at, by, context, data }));
}

/** All readers share one object: whoever changed it would rewrite history for the others. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
