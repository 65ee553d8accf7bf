/** Stored data with its personal fields readable again. */
import { Unreadable } from '@taizhang/kernel';
import { bindingOf, decrypt, eventKeyOf, type Envelope } from './cipher';

/**
 * In stored data, as `$personal`: whose key, and the personal fields as one ciphertext. `v` 2:
 * under the event's own key; absent: under the person's, as in ledgers begun before that.
 */
export type Sealed = Readonly<{ v?: 2; person: string; fields: string }>;

type Fields = Readonly<Record<string, unknown>>;
type Secret = Readonly<{ key: Buffer; sealed: Sealed; event: Envelope }>;

const secretOf = Symbol('secret');
type Lazy = { [secretOf]: { secret: Secret; opened?: Fields } };

/** The personal part of stored data, if it has one: written past the log, data may be anything. */
export function sealedOf({ data }: Readonly<{ data: unknown }>): Sealed | undefined {
  const sealed = (data as Readonly<{ $personal?: Sealed | null }> | null)?.$personal;
  return typeof sealed?.person === 'string' ? sealed : undefined;
}

/**
 * What the personal fields of one event hold, given that event's own key.
 * @throws when key, envelope and ciphertext do not belong together
 */
export const disclosed = (eventKey: Buffer, sealed: Sealed, event: Envelope): Fields =>
  JSON.parse(decrypt(eventKey, sealed.fields, bindingOf(event))) as Fields;

function open({ key, sealed, event }: Secret): Fields {
  const eventKey = sealed.v === 2 ? eventKeyOf(key, event.id) : key;
  try {
    return disclosed(eventKey, sealed, event);
  } catch {
    throw new Unreadable(
      'its personal fields cannot be opened: they were changed, or are another’s',
    );
  }
}

/**
 * Adds the personal fields to `data`. Given the names of `fields`, those that are not stored in
 * the open are decrypted when one of them is first looked at: to whoever reads, copies or prints
 * it, the object is the same.
 * @throws Unreadable when the ciphertext was changed or is of elsewhere: now, or at that first look
 */
export function unsealed(data: Fields, secret: Secret, fields?: readonly string[]): Fields {
  if (!fields) return { ...data, ...open(secret) };
  Object.defineProperty(data, secretOf, { value: { secret } });
  for (const field of fields) {
    if (!(field in data)) Object.defineProperty(data, field, lookUp(field));
  }
  return data;
}

/** One descriptor per field for all objects: the engine then gives them one shape. */
const lookUps = new Map<string, PropertyDescriptor>();

function lookUp(field: string): PropertyDescriptor {
  const known = lookUps.get(field);
  if (known) return known;
  const descriptor: PropertyDescriptor = {
    enumerable: true,
    get(this: Lazy) {
      const lazy = this[secretOf];
      lazy.opened ??= open(lazy.secret);
      return lazy.opened[field];
    },
  };
  lookUps.set(field, descriptor);
  return descriptor;
}
