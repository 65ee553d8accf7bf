/** Commands and events: a name, its data, when it happened in the world and who did it. */

type Branded<Name extends string> = string & { readonly __brand: Name };

/** ISO 8601 in UTC with milliseconds, e.g. `2026-01-05T08:00:00.000Z`; compares as text. */
export type Instant = Branded<'Instant'>;
/** A member of staff (`staff-…`), or `system-…` where a process acts by itself. */
export type ActorId = Branded<'ActorId'>;

export type Message<Type extends string = string, Data = unknown> = Readonly<{
  type: Type;
  data: Readonly<Data>;
  /** When it happened in the world; the log adds when it was recorded. */
  at: Instant;
  by: ActorId;
}>;

/** Turns a dictionary of payloads into the union of its messages. */
export type MessagesOf<Payloads> = {
  [Type in keyof Payloads & string]: Message<Type, Payloads[Type]>;
}[keyof Payloads & string];

/** Why a message exists and where it came from; nothing personal may stand here. */
export type Context = Readonly<{
  /** UUID of the command; event ids derive from it, so a retry is the same event. */
  commandId: string;
  correlationId: string;
  causationId: string;
  channel: string;
  /** The unit (hall, hotline, team) the actor worked for at that moment. */
  unit: string | null;
  /** Keyed digest of the request, to tell a retry from another request under the same key. */
  fingerprint?: string;
  traceparent?: string;
  /** Only on imported history: which legacy ledger and which row of it. */
  origin?: Origin;
}>;

export type Origin = Readonly<{ source: string; row: number; activity: string }>;

/** An event as the log holds it. */
export type Recorded<E extends Message = Message> = E &
  Readonly<{
    id: string;
    version: number;
    stream: string;
    /** Place in its stream, from 0. */
    revision: number;
    /** Place in the whole log: opaque, totally ordered, never reused. */
    position: bigint;
    recordedAt: Instant;
    context: Context;
  }>;
