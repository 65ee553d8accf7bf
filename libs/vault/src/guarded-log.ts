/**
 * The log as services see it: every event is checked against its schema, and its personal
 * fields are encrypted before they are stored and readable again when read.
 */
import {
  personalFields,
  type EventDefinition,
  type EventDefinitions,
  type EventLog,
  type FeedPage,
  type Proposed,
  type Recorded,
} from '@taizhang/kernel';
import type { z } from 'zod';
import type { Vault } from './vault';

/** In stored data: whose key, and the personal fields as one ciphertext. */
type Sealed = Readonly<{ person: string; fields: string }>;
const sealedField = '$personal';

type Guard = Readonly<{
  definition: EventDefinition;
  personal: readonly string[];
  /** What stands in place of each personal field once the key is destroyed. */
  blank: Readonly<Record<string, unknown>>;
}>;

/** An event that its own contract does not allow: a programming error, never stored. */
export class EventInvalid extends Error {}

export function guardLog(log: EventLog, vault: Vault, catalogue: EventDefinitions): EventLog {
  const guards = new Map(Object.entries(catalogue).map(([type, d]) => [type, guardOf(d)]));

  async function protect(stream: string, events: readonly Proposed[]): Promise<Proposed[]> {
    const checked = events.map((event) => check(guards, event));
    const persons = checked.flatMap(({ guard, data }) => personOf(guard, data) ?? []);
    await vault.load(persons, { create: true });
    return checked.map(({ event, guard, data }) => ({
      ...event,
      data: encryptFields(vault, guard, data, bindingOf(stream, event)),
    }));
  }

  async function reveal(events: readonly Recorded[]): Promise<Recorded[]> {
    await vault.load(events.flatMap((event) => sealedOf(event)?.person ?? []));
    return events.map((event) => decryptFields(vault, guards.get(event.type), event));
  }

  return {
    append: async (stream, events, options) =>
      log.append(stream, await protect(stream, events), options),
    readStream: async (stream, options) => reveal(await log.readStream(stream, options)),
    async *feed(options): AsyncIterable<FeedPage> {
      for await (const page of log.feed(options)) {
        yield { ...page, events: await reveal(page.events) };
      }
    },
    head: () => log.head(),
  };
}

function guardOf(definition: EventDefinition): Guard {
  const personal = personalFields(definition);
  const shape = definition.data.shape as Record<string, z.ZodType>;
  const blank = personal.map((field) => [field, shape[field]!.def.type === 'array' ? [] : '']);
  return { definition, personal, blank: Object.fromEntries(blank) };
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

function personOf({ definition, personal }: Guard, data: Record<string, unknown>) {
  if (personal.length === 0) return undefined;
  const person = (definition.person ?? []).map((field) => data[field]).find((id) => id != null);
  if (typeof person !== 'string') throw new EventInvalid('Personal data without a person');
  return person;
}

/** The envelope a ciphertext is bound to, so that it cannot be moved to another event. */
const bindingOf = (stream: string, { id, type }: Pick<Proposed, 'id' | 'type'>) =>
  `${stream}\n${type}\n${id}`;

function encryptFields(vault: Vault, guard: Guard, data: Record<string, unknown>, bound: string) {
  const person = personOf(guard, data);
  if (person === undefined) return data;
  const plain: Record<string, unknown> = {};
  const open: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(data)) {
    (guard.personal.includes(field) ? plain : open)[field] = value;
  }
  const fields = vault.encrypt(person, JSON.stringify(plain), bound);
  return { ...open, [sealedField]: { person, fields } };
}

const sealedOf = ({ data }: Recorded) =>
  (data as Record<string, unknown>)[sealedField] as Sealed | undefined;

function decryptFields(vault: Vault, guard: Guard | undefined, event: Recorded): Recorded {
  const sealed = sealedOf(event);
  if (!sealed) return event;
  const { [sealedField]: _, ...open } = event.data as Record<string, unknown>;
  const plain = vault.decrypt(sealed.person, sealed.fields, bindingOf(event.stream, event));
  const fields = plain === null ? guard?.blank : (JSON.parse(plain) as Record<string, unknown>);
  return { ...event, data: { ...open, ...fields } };
}
