/**
 * All that is asked of the EventStoreDB client, in one file, so that another client can take its
 * place (`@kurrent/kurrentdb-client` has the same calls). What is known to go wrong in it stays
 * behind this file and `connection.ts`: see the tables in docs/decisions/0015 and 0035.
 */
import {
  BACKWARDS,
  END,
  ErrorType,
  excludeSystemEvents,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  type EventStoreDBClient,
  type JSONType,
  type ReadStreamOptions,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { PositionBeyondHead, type Revision } from '@taizhang/kernel';
import { connectionTo, type Connection } from './connection';
import { within, withoutSilence } from './patience';
import { assertUncut, assertUnhidden, StreamCut } from './stream-cut';

export type Sent = Readonly<{ id: string; type: string; data: unknown; metadata: object }>;

export type Stored = Readonly<{
  /** The server's name for the event: ours stands in the metadata, this one is of one attempt. */
  uuid: string;
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
  private readonly connection: Connection;
  private isClosed = false;

  /** @throws TypeError when the address is none; nothing is connected to yet */
  constructor(
    address: string,
    private readonly deadlineMs: number,
  ) {
    this.connection = connectionTo(address);
  }

  /**
   * Adds events to a stream that is at `expected`.
   * @throws RevisionStale, StreamCut where they came to stand elsewhere, or what the client throws
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
      const answer = await within(deadlineMs + graceMs, appending);
      if (!answer.success) throw new RevisionStale(stream);
      // A stream that was deleted passes for none, and goes on at the revision it had.
      const first = (expected === 'no-stream' ? -1 : expected) + 1;
      const revision = Number(answer.nextExpectedRevision) - events.length + 1;
      assertUncut(stream, first, [{ revision }]);
      return { position: answer.position?.commit };
    } catch (error) {
      if (typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION) throw new RevisionStale(stream);
      if (typeOf(error) === ErrorType.STREAM_DELETED) throw StreamCut.asTombstone(stream);
      throw error;
    }
  }

  /**
   * Oldest first, from and to revisions included; none when there is no such stream.
   * @throws StreamCut
   */
  async readStream(stream: string, from: number, to: number): Promise<Stored[]> {
    if (to < from) return [];
    const place = { fromRevision: BigInt(from), direction: FORWARDS } as const;
    const events = await this.shown(stream, { ...place, maxCount: to - from + 1 });
    assertUncut(stream, from, events);
    if (events.length === 0) assertUnhidden(stream, await this.metadataOf(stream));
    return events;
  }

  /** None where nobody gave the stream any, or where it is none of our business. */
  private async metadataOf(stream: string): Promise<unknown> {
    const newest = { fromRevision: END, direction: BACKWARDS, maxCount: 1 } as const;
    try {
      return (await this.shown(`$$${stream}`, newest))[0]?.data;
    } catch (error) {
      if (typeOf(error) === ErrorType.ACCESS_DENIED) return undefined;
      throw error;
    }
  }

  private async shown(stream: string, options: ReadStreamOptions): Promise<Stored[]> {
    try {
      return await this.collect(
        this.client.readStream(stream, { ...options, requiresLeader: true }),
      );
    } catch (error) {
      if (typeOf(error) === ErrorType.STREAM_NOT_FOUND) return [];
      if (typeOf(error) === ErrorType.STREAM_DELETED) throw StreamCut.asTombstone(stream);
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

  /** Ends what is still going on, and lets the connection go. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.connection.end();
  }

  /** An append on a connection that was let go would end the process. */
  private get client(): EventStoreDBClient {
    this.assertOpen();
    return this.connection.client;
  }

  private assertOpen(): void {
    if (this.isClosed) throw new Error('The log was closed');
  }

  private async collect(read: StreamingRead<Resolved>): Promise<Stored[]> {
    ignoreLateErrors(read);
    const events: Stored[] = [];
    const reading = async (heard: () => void) => {
      for await (const resolved of read) {
        heard();
        const stored = storedOf(resolved);
        if (stored) events.push(stored);
      }
    };
    try {
      await withoutSilence(this.deadlineMs, reading);
      // What was ended by us looks as if there were no more.
      this.assertOpen();
      return events;
    } catch (error) {
      // Reads have no deadline of their own: nobody else ends this one.
      read.cancel().catch(() => undefined);
      throw error;
    }
  }
}

/** A stream that fails when nobody reads it any more would end the process. */
function ignoreLateErrors(stream: { on(event: 'error', listener: () => void): unknown }): void {
  stream.on('error', () => undefined);
}

function storedOf({ event }: Resolved): Stored | undefined {
  if (!event) return undefined;
  const { id: uuid, streamId: stream, revision, position, type, data, metadata } = event;
  if (!position || position.commit >= noPosition) {
    throw new ServerTooOld('EventStoreDB 22.6 or newer is needed: this server tells no positions');
  }
  const place = { uuid, stream, revision: Number(revision), position: position.commit };
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

// gRPC's "invalid argument" and "permission denied". The client knows few of the reasons that a
// server gives with them, and calls the others unknown.
const codePermissionDenied = 7;
const codesLasting: ReadonlySet<unknown> = new Set([3, codePermissionDenied]);
const codeUnauthenticated = 16;

/**
 * Whether a failure will pass by itself (server gone, starting, electing, silent), as opposed to
 * one that comes back however often the same is tried. A lost connection comes in many shapes, so
 * what is not known to last is taken to pass.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof ServerTooOld || error instanceof PositionBeyondHead) return false;
  if (error instanceof StreamCut) return false;
  const { name, message, code } = error as Error & { code?: unknown };
  if (name === 'TypeError' || name === 'RangeError') return false;
  if (lasting.has(typeOf(error)) || codesLasting.has(code)) return false;
  return !isInvalidPosition(error) && !isMessageTooLarge(message);
}

/** The server knows nobody of that name and password; a new one knows its first users last. */
export const isUserUnknown = (error: unknown) =>
  (error as { code?: unknown }).code === codeUnauthenticated;

/** The server does not know us, or does not let us do what we do: a person has to act. */
export const isLockedOut = (error: unknown) =>
  isUserUnknown(error) ||
  typeOf(error) === ErrorType.ACCESS_DENIED ||
  (error as { code?: unknown }).code === codePermissionDenied;

/** More events at once than the server takes; fewer may pass. */
export const isAppendTooLarge = (error: unknown) =>
  typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED ||
  isMessageTooLarge((error as Error).message);

// Of gRPC itself, before a server has looked at it.
const isMessageTooLarge = (message: string) =>
  /larger than max|exceeds the maximum configured message size/i.test(message);

/**
 * The server was asked to read from where no event of its log begins: it is another log. Reads say
 * so in other words than subscriptions.
 */
export const isInvalidPosition = (error: unknown) =>
  /invalid ?position/i.test((error as Error).message);

/**
 * The server could not make sense of what it found in its files at a position. Mostly no event
 * begins there: which of both sentences it says depends on the bytes.
 */
export const isUnreadable = (error: unknown) =>
  /Unexpected ReadAllResult: Error/.test((error as Error).message);
