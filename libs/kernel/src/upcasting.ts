/**
 * Old events read as today's. What is stored is never rewritten: each version has one step to the
 * next, and whoever reads goes up the steps. A version from the future is refused, not guessed at.
 */
import type { EventDefinition, EventDefinitions } from './event-catalogue';
import type { EventLog, FeedPage } from './event-log';
import type { Recorded } from './message';
import { Unreadable } from './unreadable';

/** An event that this program is too old to read; no repetition helps. */
export class VersionUnknown extends Unreadable {
  constructor(
    readonly type: string,
    readonly version: number,
  ) {
    super(`version ${version} of ${type} is not known here`);
  }
}

type Versioned = Readonly<{ type: string; version: number; data: unknown }>;

/**
 * The data of an event as its type's newest version has it.
 * @throws VersionUnknown for a later version, and where a step is missing
 */
export function upcast(definition: EventDefinition, { type, version, data }: Versioned): unknown {
  if (version > definition.version || version < 1) throw new VersionUnknown(type, version);
  let read = data as Readonly<Record<string, unknown>>;
  for (let at = version; at < definition.version; at++) {
    const step = definition.upcasts?.[at - 1];
    if (!step) throw new VersionUnknown(type, at);
    read = step(read);
  }
  return read;
}

/**
 * Messages as today's contracts have them; those of a type that nobody declared stay as they are.
 * @throws VersionUnknown
 */
export const currentBy =
  (catalogue: EventDefinitions) =>
  <Message extends Versioned>(message: Message): Message => {
    const definition = catalogue[message.type];
    if (!definition || definition.version === message.version) return message;
    return { ...message, version: definition.version, data: upcast(definition, message) };
  };

/**
 * A log that gives old events as today's. One from the future, or whose data never was of its
 * version, comes as it is, but whoever looks at its data is told: so it stops those who would have
 * to understand it and nobody else.
 */
export function upcastLog<Log extends EventLog>(log: Log, catalogue: EventDefinitions): Log {
  const current = currentBy(catalogue);
  const isOld = ({ type, version }: Recorded) => (catalogue[type]?.version ?? version) !== version;
  const currentOrThrow = (event: Recorded): Recorded => {
    try {
      return current(event);
    } catch (error) {
      const { type, version } = event;
      if (error instanceof Unreadable) throw error;
      throw new Unreadable(`version ${version} of ${type} cannot be read as today's`);
    }
  };
  const currentOrClosed = (event: Recorded): Recorded => {
    try {
      return currentOrThrow(event);
    } catch (error) {
      return { ...event, data: closedData(error as Error) };
    }
  };

  async function* feed(options: Parameters<EventLog['feed']>[0]): AsyncIterable<FeedPage> {
    for await (const page of log.feed(options)) {
      // Nearly every page is of today's events alone.
      yield page.events.some(isOld) ? { ...page, events: page.events.map(currentOrClosed) } : page;
    }
  }
  return {
    ...log,
    readStream: async (stream, options) =>
      (await log.readStream(stream, options)).map(currentOrThrow),
    feed,
  };
}

/** Stands for data that cannot be read: who looks is told why, who does not is not held up. */
export function closedData(why: Error): object {
  const refuse = () => {
    throw why;
  };
  return new Proxy(
    {},
    { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse },
  );
}
