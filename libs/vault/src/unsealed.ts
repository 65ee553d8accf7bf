/** Stored data with its personal fields readable again. */
import { decrypt } from './vault';

/** In stored data: whose key, and the personal fields as one ciphertext. */
export type Sealed = Readonly<{ person: string; fields: string }>;

type Fields = Readonly<Record<string, unknown>>;
type Secret = Readonly<{ key: Buffer; text: string; bound: string }>;

const secretOf = Symbol('secret');
type Lazy = { [secretOf]: { secret: Secret; opened?: Fields } };

const open = ({ key, text, bound }: Secret) => JSON.parse(decrypt(key, text, bound)) as Fields;

/**
 * Adds the personal fields to `data`. Given the names of `fields`, those that are not stored in
 * the open are decrypted when one of them is first looked at: to whoever reads, copies or prints
 * it, the object is the same.
 * @throws when the ciphertext was changed or belongs elsewhere: now, or at that first look
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
