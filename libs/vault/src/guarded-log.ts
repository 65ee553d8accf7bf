/**
 * The log as services see it: every event is checked against its schema, and its personal
 * fields are encrypted before they are stored and readable again when read.
 */
import {
  Poison,
  Refused,
  closedData,
  personalFields,
  type EventDefinition,
  type EventDefinitions,
  type EventLog,
  type FeedOptions,
  type FeedPage,
  type Proposed,
  type Recorded,
} from '@taizhang/kernel';
import type { z } from 'zod';
import { bindingOf, encrypt, eventKeyOf, type Envelope } from './cipher';
import { sealedOf, unsealed, type Sealed } from './unsealed';
import { KeyBroken, type Keys, type Vault } from './vault';

type Guard = Readonly<{
  definition: EventDefinition;
  personal: readonly string[];
  /** What stands in place of each personal field once the key is destroyed. */
  blank: Readonly<Record<string, unknown>>;
  /** What is encrypted if it is not stored in the open, whatever was marked at that time. */
  fields: readonly string[];
}>;

/** An event that its own contract does not allow: a programming error, never stored or repeated. */
export class EventInvalid extends Poison {}

/** Nothing personal can be recorded any more about somebody who was erased. */
export class PersonErased extends Refused {
  constructor() {
    super('person-erased');
  }
}

export type GuardedLog = EventLog &
  Readonly<{
    /** The data of an event as it is stored, with its personal fields readable or blank. */
    revealed(event: Envelope & Readonly<{ data: unknown }>): Promise<unknown>;
    /** What is recorded about these persons, and of whom, from one reading of the log. */
    eventsOf(persons: ReadonlySet<string>): AsyncIterable<readonly [string, Recorded]>;
  }>;

export function guardLog(log: EventLog, vault: Vault, catalogue: EventDefinitions): GuardedLog {
  const guards = new Map(Object.entries(catalogue).map(([type, d]) => [type, guardOf(d)]));

  async function protect(stream: string, events: readonly Proposed[]): Promise<Proposed[]> {
    const checked = events.map((event) => check(guards, event));
    const persons = checked.flatMap(({ guard, data }) => personOf(guard, data) ?? []);
    const keys = await vault.keysOf(persons, { create: true });
    return checked.map(({ event, guard, data }) => ({
      ...event,
      data: encryptFields(keys, guard, data, { ...event, stream }),
    }));
  }

  /** `lazily`: decrypted when somebody looks, because most read models never do. */
  async function reveal(events: readonly Recorded[], { lazily }: { lazily: boolean }) {
    const { keys, broken } = await openable(vault, personsIn(events));
    // An old version has fields that today's contract does not name: all are opened.
    const isToday = ({ type, version }: Recorded) =>
      guards.get(type)?.definition.version === version;
    const shown = (event: Recorded) => {
      if (broken.size > 0) assertOpenable(broken, event);
      return decryptFields(keys, guards.get(event.type), event, lazily && isToday(event));
    };
    return events.map((event) => (lazily ? orClosed(shown, event) : shown(event)));
  }

  return {
    revealed: async (event) => {
      const sealed = sealedOf(event);
      const keys = sealed ? await vault.keysOf([sealed.person]) : new Map();
      const read = decryptFields(keys, guards.get(event.type), event as Recorded, false);
      return read.data;
    },
    async *eventsOf(persons) {
      const types = [...guards].flatMap(([type, { personal }]) => (personal.length ? [type] : []));
      for await (const page of log.feed({ after: 0n, types, untilHead: true })) {
        const theirs = page.events.filter((event) => persons.has(sealedOf(event)?.person ?? ''));
        const read = await reveal(theirs, { lazily: false });
        for (const [index, event] of theirs.entries()) {
          yield [sealedOf(event)!.person, read[index]!] as const;
        }
      }
    },
    append: async (stream, events, options) =>
      log.append(stream, await protect(stream, events), options),
    readStream: async (stream, options) =>
      reveal(await log.readStream(stream, options), { lazily: false }),
    feed: (options) =>
      openedFeed(log, options, {
        prepare: async (events) => void (await openable(vault, personsIn(events))),
        reveal: (events) => reveal(events, { lazily: true }),
      }),
    head: () => log.head(),
    stride: log.stride,
  };
}

type Opening = Readonly<{
  /** Has the vault fetch the keys that these events will need. */
  prepare(events: readonly Recorded[]): Promise<void>;
  /** The same events, readable. */
  reveal(events: readonly Recorded[]): Promise<readonly Recorded[]>;
}>;

async function* openedFeed(
  log: EventLog,
  options: FeedOptions,
  { prepare, reveal }: Opening,
): AsyncGenerator<FeedPage, void> {
  const leaving = new AbortController();
  const signals = [leaving.signal, ...(options.signal ? [options.signal] : [])];
  const pages = log.feed({ ...options, signal: AbortSignal.any(signals) });
  const reading = pages[Symbol.asyncIterator]();
  const next = async (): Promise<FeedPage | undefined> => {
    const { done, value: page } = await reading.next();
    if (done) return undefined;
    await prepare(page.events);
    return page;
  };
  try {
    for (let page = await next(); page;) {
      // Opened only now: a key that was destroyed while the reader was busy opens nothing.
      const events = await reveal(page.events);
      // Keys for the next page are fetched while the reader works on this one.
      const ahead = page.caughtUp ? undefined : next();
      ahead?.catch(() => undefined);
      yield { ...page, events };
      page = await (ahead ?? next());
    }
  } finally {
    leaving.abort();
    await reading.return?.();
  }
}

function guardOf(definition: EventDefinition): Guard {
  const personal = personalFields(definition);
  const shape = definition.data.shape as Record<string, z.ZodType>;
  const blank = personal.map((field) => [field, shape[field]!.def.type === 'array' ? [] : '']);
  const fields = Object.keys(shape).filter(
    (field) => personal.includes(field) || !shape[field]!.isOptional(),
  );
  return { definition, personal, blank: Object.fromEntries(blank), fields };
}

function check(guards: ReadonlyMap<string, Guard>, event: Proposed) {
  const guard = guards.get(event.type);
  if (!guard) throw new EventInvalid(`No contract knows the event ${event.type}`);
  const { success, data, error } = guard.definition.data.safeParse(event.data);
  if (!success) {
    // Paths and codes only: a value may be personal.
    const places = error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw new EventInvalid(`${event.type} breaks its contract: ${places.join(', ')}`);
  }
  return { event, guard, data: data as Record<string, unknown> };
}

/** What was changed in the database must not stop whoever follows all others. */
function orClosed(shown: (event: Recorded) => Recorded, event: Recorded): Recorded {
  try {
    return shown(event);
  } catch (error) {
    return { ...event, data: closedData(error as Error) };
  }
}

type Broken = ReadonlyMap<string, KeyBroken>;

function personsIn(events: readonly Recorded[]): Set<string> {
  const persons = new Set<string>();
  for (const event of events) {
    const sealed = sealedOf(event);
    if (sealed) persons.add(sealed.person);
  }
  return persons;
}

/** The keys that open, and why the others do not. */
async function openable(vault: Vault, persons: Set<string>) {
  const broken = new Map<string, KeyBroken>();
  for (;;) {
    try {
      return { keys: await vault.keysOf(persons), broken: broken as Broken };
    } catch (error) {
      if (!(error instanceof KeyBroken) || !persons.delete(error.person)) throw error;
      broken.set(error.person, error);
    }
  }
}

function assertOpenable(broken: Broken, event: Recorded): void {
  const why = broken.get(sealedOf(event)?.person ?? '');
  if (why) throw why;
}

function personOf({ definition, personal }: Guard, data: Record<string, unknown>) {
  if (personal.length === 0) return undefined;
  const person = (definition.person ?? []).map((field) => data[field]).find((id) => id != null);
  if (typeof person !== 'string') throw new EventInvalid('Personal data without a person');
  return person;
}

const isBlank = (value: unknown) =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0);

function encryptFields(keys: Keys, guard: Guard, data: Record<string, unknown>, event: Envelope) {
  const person = personOf(guard, data);
  if (person === undefined) return data;
  const plain: Record<string, unknown> = {};
  const open: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(data)) {
    (guard.personal.includes(field) ? plain : open)[field] = value;
  }
  const key = keys.get(person);
  if (!key) {
    // Of whom nothing more may be known, what says nothing may still be recorded.
    if (Object.values(plain).every(isBlank)) return data;
    throw new PersonErased();
  }
  const fields = encrypt(eventKeyOf(key, event.id), JSON.stringify(plain), bindingOf(event));
  const sealed: Sealed = { v: 2, person, fields };
  return { ...open, $personal: sealed };
}

function decryptFields(
  keys: Keys,
  guard: Guard | undefined,
  event: Recorded,
  lazily: boolean,
): Recorded {
  const sealed = sealedOf(event);
  if (!sealed) return event;
  const open = { ...(event.data as Record<string, unknown>) };
  delete open['$personal'];
  const key = keys.get(sealed.person);
  if (!key) return { ...event, data: { ...open, ...guard?.blank } };
  const data = unsealed(open, { key, sealed, event }, lazily ? guard?.fields : undefined);
  return { ...event, data };
}
