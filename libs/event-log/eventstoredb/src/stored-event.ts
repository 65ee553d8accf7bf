/** An event as it lies in EventStoreDB: its data as data, everything else as metadata. */
import {
  derivedId,
  type ActorId,
  type Context,
  type Instant,
  type Proposed,
  type Recorded,
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
}>;

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

/** Whether an event was written by this adapter; a server writes events of its own as well. */
export function isOurs({ stream, metadata }: Stored): boolean {
  return !stream.startsWith('$') && (metadata as Metadata | undefined)?.taizhang === format;
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
