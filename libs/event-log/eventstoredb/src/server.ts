/**
 * All that is asked of the EventStoreDB client, in one file, so that another client can take its
 * place (`@kurrent/kurrentdb-client` has the same calls). What is known to go wrong in it stays
 * behind this file: see the table in docs/decisions/0015.
 */
import {
  BACKWARDS,
  END,
  ErrorType,
  EventStoreDBClient,
  excludeSystemEvents,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  type JSONType,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { PositionBeyondHead, type Revision } from '@taizhang/kernel';
import { within } from './patience';

export type Sent = Readonly<{ id: string; type: string; data: unknown; metadata: object }>;

export type Stored = Readonly<{
  stream: string;
  revision: number;
  /** The commit position: bytes in the server's log, so it grows, but not by one. */
  position: bigint;
  type: string;
  data: unknown;
  metadata: unknown;
}>;

export type AllRead = Readonly<{
  /** Forwards including the event at a position, backwards from before it. */
  from: bigint | 'start' | 'end';
  direction: 'forwards' | 'backwards';
  /** At most so many events. */
  count: number;
}>;

/** The stream is not at the revision that was expected. */
export class RevisionStale extends Error {}

/** The server is older than 22.6: it does not tell where in the log a stream's events are. */
export class ServerTooOld extends Error {}

type Resolved = ResolvedEvent | AllStreamResolvedEvent;

// What the server gives for "no position" (-1 as an unsigned number).
const noPosition = 2n ** 63n;
// gRPC is given this much longer than its own deadline before it counts as broken.
const graceMs = 500;

export class EventStoreDbServer {
  private readonly client: EventStoreDBClient;

  constructor(
    connectionString: string,
    private readonly deadlineMs: number,
  ) {
    this.client = clientOf(connectionString);
  }

  /**
   * Adds events to a stream that is at `expected`.
   * @throws RevisionStale, or what the client throws
   */
  async append(
    stream: string,
    events: readonly Sent[],
    expected: Revision,
  ): Promise<{ position: bigint | undefined }> {
    const { deadlineMs } = this;
    const sent = events.map(({ data, ...event }) =>
      jsonEvent({ ...event, data: data as JSONType }),
    );
    const expectedRevision: AppendExpectedRevision =
      expected === 'no-stream' ? NO_STREAM : BigInt(expected);
    const options = { expectedRevision, deadline: deadlineMs, requiresLeader: true };
    const appending = this.client.appendToStream(stream, sent, options);
    try {
      const { success, position } = await within(deadlineMs + graceMs, appending);
      if (!success) throw new RevisionStale(stream);
      return { position: position?.commit };
    } catch (error) {
      if (typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION) throw new RevisionStale(stream);
      throw error;
    }
  }

  /** Oldest first, from and to revisions included; none when there is no such stream. */
  async readStream(stream: string, from: number, to: number): Promise<Stored[]> {
    if (to < from) return [];
    const options = {
      direction: FORWARDS,
      fromRevision: BigInt(from),
      maxCount: to - from + 1,
      requiresLeader: true,
    } as const;
    try {
      return await this.collect(this.client.readStream(stream, options));
    } catch (error) {
      if (typeOf(error) === ErrorType.STREAM_NOT_FOUND) return [];
      throw error;
    }
  }

  /** Events of everybody, the server's own among them. */
  async readAll({ from, direction, count }: AllRead): Promise<Stored[]> {
    const position = typeof from === 'bigint' ? { commit: from, prepare: from } : undefined;
    const options = {
      direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
      fromPosition: position ?? (from === 'start' ? START : END),
      maxCount: count,
      requiresLeader: true,
    } as const;
    return this.collect(this.client.readAll(options));
  }

  /** Tells of events as they come, until `signal` is aborted or the server ends it or is gone. */
  async listen(on: { live(): void; event(event: Stored): void }, signal: AbortSignal) {
    const subscription = this.client.subscribeToAll({
      fromPosition: END,
      filter: excludeSystemEvents(),
    });
    ignoreLateErrors(subscription);
    subscription.on('confirmation', () => on.live());
    const stop = () => {
      subscription.unsubscribe().catch(() => undefined);
      subscription.destroy();
    };
    signal.addEventListener('abort', stop);
    try {
      for await (const resolved of subscription) {
        const stored = storedOf(resolved);
        if (stored) on.event(stored);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  /** Ends what is still going on. */
  async close(): Promise<void> {
    await this.client.dispose();
  }

  private async collect(read: StreamingRead<Resolved>): Promise<Stored[]> {
    ignoreLateErrors(read);
    const events: Stored[] = [];
    const reading = (async () => {
      for await (const resolved of read) {
        const stored = storedOf(resolved);
        if (stored) events.push(stored);
      }
    })();
    try {
      await within(this.deadlineMs, reading);
      return events;
    } catch (error) {
      // Reads have no deadline of their own: nobody else ends this one.
      read.cancel().catch(() => undefined);
      throw error;
    }
  }
}

function clientOf(connectionString: string): EventStoreDBClient {
  let client: EventStoreDBClient;
  try {
    client = EventStoreDBClient.connectionString(connectionString);
  } catch {
    // What the client says of it holds the password.
    throw new TypeError('The address of EventStoreDB must be esdb://user:password@host:port?…');
  }
  const inner = client as unknown as { handleError(...failed: unknown[]): Promise<void> };
  const { handleError } = inner;
  return Object.assign(client, {
    // Otherwise all appends of a process would share one call: what breaks it fails appends of
    // other clients as well, and an answer that comes after that ends the process.
    supports: async () => false,
    // Nobody waits for it: where it fails in turn (no leader to be found), the process would end.
    handleError: (...failed: unknown[]) => handleError(...failed).catch(() => undefined),
  });
}

/** A stream that fails when nobody reads it any more would end the process. */
function ignoreLateErrors(stream: { on(event: 'error', listener: () => void): unknown }): void {
  stream.on('error', () => undefined);
}

function storedOf({ event }: Resolved): Stored | undefined {
  if (!event) return undefined;
  const { streamId: stream, revision, position, type, data, metadata } = event;
  if (!position || position.commit >= noPosition) {
    throw new ServerTooOld('EventStoreDB 22.6 or newer is needed: this server tells no positions');
  }
  const place = { stream, revision: Number(revision), position: position.commit };
  return { ...place, type, data, metadata };
}

const typeOf = (error: unknown) => (error as { type?: string } | null)?.type;

const lasting: ReadonlySet<string | undefined> = new Set([
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.STREAM_DELETED,
  ErrorType.UNSUPPORTED,
]);

/**
 * Whether a failure will pass by itself (server gone, starting, electing, silent), as opposed to
 * one that comes back however often the same is tried. A lost connection comes in many shapes, so
 * what is not known to last is taken to pass.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof ServerTooOld || error instanceof PositionBeyondHead) return false;
  const { name, message } = error as Error;
  if (name === 'TypeError' || name === 'RangeError') return false;
  return !lasting.has(typeOf(error)) && !isInvalidPosition(message);
}

/** The server was asked to read from where no event of its log begins: it is another log. */
export const isInvalidPosition = (message: string) =>
  /invalid position|too large length|ReadAllResult\.Error/i.test(message);
