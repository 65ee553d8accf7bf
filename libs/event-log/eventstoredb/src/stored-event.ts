/** An event as it lies in EventStoreDB: its data as data, everything else as metadata. */
import {
  derivedId,
  type ActorId,
  type Context,
  type Instant,
  type Proposed,
  type Recorded,
  type StoredEvent,
} from '@taizhang/kernel';
import { randomUUID } from 'node:crypto';
import type { Sent, Stored } from './server';

/** Tells our events from others in the same database; raised when the fields change. */
const format = 1;

type Metadata = Readonly<{
  taizhang: number;
  id: string;
  version: number;
  at: Instant;
  by: ActorId;
  recordedAt: Instant;
  context: Context;
  // Names that EventStoreDB's own browser and projections know.
  $correlationId: string;
  $causationId: string;
  /** Of restored events whose text is not the one that this program would write. */
  texts?: Texts;
}>;

type Texts = Readonly<{ context: string; data: string }>;

/**
 * The events of one attempt to append. The server gets an id that is new for each attempt: with
 * the event's own it would answer a repetition as if it had just been made, and only while it
 * remembers. What makes an append happen once is the expected revision.
 * @throws TypeError for data that has no JSON form
 */
export function sentOf(events: readonly Proposed[], recordedAt: Instant): readonly Sent[] {
  const attempt = randomUUID();
  return events.map(({ id, type, version, at, by, context, data }) => {
    if (JSON.stringify(data) === undefined) throw new TypeError(`${type} has no JSON form`);
    const { correlationId, causationId } = context;
    const known = { $correlationId: correlationId, $causationId: causationId };
    const metadata: Metadata = {
      ...{ taizhang: format, id, version, at, by, recordedAt, context },
      ...known,
    };
    return { id: derivedId(id, attempt), type, data, metadata };
  });
}

/** An event of another log, to lie here as it lay there. */
export function sentAsStored(event: StoredEvent): Sent {
  const { id, type, version, at, by, recordedAt } = event;
  const [context, data] = [JSON.parse(event.context) as Context, JSON.parse(event.data)];
  const isPlain = JSON.stringify(context) === event.context && JSON.stringify(data) === event.data;
  const metadata: Metadata = {
    ...{ taizhang: format, id, version, at, by, recordedAt, context },
    $correlationId: context.correlationId,
    $causationId: context.causationId,
    ...(isPlain ? {} : { texts: { context: event.context, data: event.data } }),
  };
  return { id: derivedId(id, randomUUID()), type, data, metadata };
}

/**
 * The event with its texts. The client parses what it reads; what `JSON.stringify` has written it
 * writes again alike, byte for byte. Other texts stand in the metadata, and count only while they
 * say the same as what everybody else reads.
 * @param stored one of ours
 */
export function storedOf({ data, metadata, ...stored }: Stored): StoredEvent {
  const { id, version, at, by, recordedAt, context, texts } = metadata as Metadata;
  const { stream, revision, position, type } = stored;
  const text = (value: unknown, exact: string | undefined) => {
    const plain = JSON.stringify(value) ?? 'null';
    return exact !== undefined && saysTheSame(exact, plain) ? exact : plain;
  };
  return {
    ...{ position, stream, revision, id, type, version, at, recordedAt, by },
    context: text(context, texts?.context),
    data: text(data, texts?.data),
  };
}

function saysTheSame(text: string, plain: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === plain;
  } catch {
    return false;
  }
}

/**
 * Whether an event was written by this adapter; a server writes events of its own as well. Anybody
 * can write the mark: what has not the rest of the envelope could be read by nobody here.
 */
export function isOurs({ stream, metadata }: Pick<Stored, 'stream' | 'metadata'>): boolean {
  const { taizhang, id, version, at, by, recordedAt, context } = (metadata ??
    {}) as Partial<Metadata>;
  return (
    taizhang === format &&
    !stream.startsWith('$') &&
    [id, at, by, recordedAt].every((text) => typeof text === 'string') &&
    typeof version === 'number' &&
    typeof context === 'object' &&
    context !== null
  );
}

/** @param stored one of ours */
export function recordedOf({ stream, revision, position, type, data, metadata }: Stored): Recorded {
  const { id, version, at, by, recordedAt, context } = metadata as Metadata;
  const known = { type, data: data as object, at, by, id, version };
  return { ...known, stream, revision, position, recordedAt, context };
}

/** The id the event was appended with; an event of somebody else has its server's. */
export const idOf = ({ metadata }: Stored): string =>
  String((metadata as Partial<Metadata> | undefined)?.id);
