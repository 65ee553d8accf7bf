/** The only way into the log: load, decide, append. */
import { createHash } from 'node:crypto';
import { Conflict, EventIdsReused } from './event-log';
import type { EventLog, Expected, Proposed } from './event-log';
import type { Decider } from './decider';
import type { Context, Message, Recorded } from './message';

export type Handling<C> = Readonly<{
  stream: string;
  command: C;
  context: Context;
  /** The revision the caller has seen; when given, a stale one is a conflict and not retried. */
  expected?: Expected;
  /** Stored version of an event type; 1 unless told. */
  versionOf?: (type: string) => number;
  /**
   * Context of each event, where one command tells of several acts that have command ids of
   * their own (imported history). The events' ids then derive from those, so that they are the
   * same however the acts are put together the next time; leaving out what is recorded already
   * is the caller's part.
   */
  contextOf?: (index: number) => Context;
  /** What an earlier build called the command by: carried out under that id, it is as well. */
  formerId?: string;
}>;

export type Handled<E> = Readonly<{
  events: readonly E[];
  revision: number;
  /** Position to wait for when reading what this command wrote; null when nothing was written. */
  position: bigint | null;
  repeated: boolean;
}>;

/** Carries a refusal to the edge, where the catalogue gives it a status and a sentence. */
export class Refused extends Error {
  constructor(readonly reason: string) {
    super(`Refused: ${reason}`);
  }
}

/** The same command id came with another request: one of the two would be lost. */
export class CommandIdReused extends Error {}

const attempts = 8;

/**
 * Decides a command on a stream and appends what it decided.
 *
 * A command already carried out (same `commandId`) answers as it did the first time, whatever
 * happened since. Without `expected` a lost race is decided again on the newer state.
 *
 * @throws Refused, Conflict, CommandIdReused
 */
export async function handle<C, S, E extends Message, R extends string>(
  log: EventLog,
  decider: Decider<C, S, E, R>,
  handling: Handling<C>,
): Promise<Handled<E>> {
  const { stream, command, context, expected, versionOf = () => 1, contextOf, formerId } = handling;
  for (let attempt = 1; ; attempt++) {
    const history = (await log.readStream(stream)) as readonly Recorded<E>[];
    const before = earlierOutcome(history, context, formerId);
    if (before) return before;

    const revision = history.at(-1)?.revision ?? ('no-stream' as const);
    if (expected !== undefined && expected !== 'any' && expected !== revision) {
      throw new Conflict(stream, expected, revision);
    }
    const state = history.reduce<S>(decider.evolve, decider.initialState);
    const decision = decider.decide(command, state);
    if (decision.outcome === 'refused') throw new Refused(decision.reason);
    if (decision.events.length === 0) return nothingNew(history);
    try {
      const proposed = decision.events.map((event, index) =>
        contextOf
          ? propose(event, 0, contextOf(index), versionOf(event.type))
          : propose(event, index, context, versionOf(event.type)),
      );
      const appended = await log.append(stream, proposed, { expected: revision });
      const { position, repeated } = appended;
      // Somebody was quicker under this id, perhaps with another request: the stream tells.
      if (repeated && !contextOf && attempt < attempts) continue;
      return { revision: appended.revision, position, repeated, events: decision.events };
    } catch (error) {
      if (error instanceof EventIdsReused && error.holder.stream !== stream) {
        throw new CommandIdReused(context.commandId);
      }
      // Read again: with `expected` it is stale now, unless the winner was this very command.
      if (!(error instanceof Conflict) || attempt === attempts) throw error;
    }
  }
}

/**
 * Whether a stream holds what this very command decided. Whoever may give it was asked the first
 * time: a repeat is answered as then, also when somebody else answers for the thing by now.
 */
export const wasCarriedOut = (
  history: readonly Pick<Recorded, 'context'>[],
  { commandId }: Pick<Context, 'commandId'>,
): boolean => history.some(({ context }) => context.commandId === commandId);

/** Ids derive from the command, so that repeating it cannot add an event. */
export const propose = <E extends Message>(
  event: E,
  index: number,
  context: Context,
  version: number,
): Proposed => ({ ...event, id: derivedId(context.commandId, String(index)), version, context });

/** A UUID (version 8, RFC 9562) that is a function of its inputs alone. */
export function derivedId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return (
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-` +
    `${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  );
}

function earlierOutcome<E extends Message>(
  history: readonly Recorded<E>[],
  { commandId, fingerprint }: Context,
  formerId = commandId,
): Handled<E> | undefined {
  const ids = [commandId, formerId];
  const events = history.filter((event) => ids.includes(event.context.commandId));
  const last = events.at(-1);
  if (!last) return undefined;
  if (last.context.fingerprint !== fingerprint) throw new CommandIdReused(commandId);
  return { events, revision: last.revision, position: last.position, repeated: true };
}

function nothingNew<E extends Message>(history: readonly Recorded<E>[]): Handled<E> {
  const last = history.at(-1);
  return {
    events: [],
    revision: last?.revision ?? -1,
    position: last?.position ?? null,
    repeated: false,
  };
}
