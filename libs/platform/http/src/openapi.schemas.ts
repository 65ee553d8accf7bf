/** JSON Schemas of Zod schemas, each shape with a `meta({ id })` written once. */
import { z } from 'zod';

export type JsonSchema = Record<string, unknown> & {
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
};

export class JsonSchemas {
  /** Shapes that have a name, for `components.schemas`. */
  readonly named: Record<string, JsonSchema> = {};

  /** What may be sent (`input`) differs from what is answered where a field has a default. */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    // A round trip leaves only what is JSON.
    const plain = JSON.parse(JSON.stringify(made)) as JsonSchema;
    const definitions = (plain['$defs'] ?? {}) as Record<string, JsonSchema>;
    delete plain['$schema'];
    delete plain['$defs'];
    return withReferences(plain, this.name(definitions)) as JsonSchema;
  }

  /** Names shapes found inside another; the same name with another content gets `Input` added. */
  private name(definitions: Record<string, JsonSchema>): Map<string, string> {
    const names = new Map(Object.keys(definitions).map((id) => [id, id]));
    for (const [id, definition] of Object.entries(definitions)) {
      const known = this.named[id];
      const content = withReferences(definition, names) as JsonSchema;
      if (known && JSON.stringify(known) !== JSON.stringify(content)) names.set(id, `${id}Input`);
    }
    for (const [id, definition] of Object.entries(definitions)) {
      this.named[names.get(id)!] = withReferences(definition, names) as JsonSchema;
    }
    return names;
  }
}

function withReferences(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    const id = key === '$ref' && typeof inner === 'string' ? inner.split('/').at(-1)! : undefined;
    return id !== undefined
      ? [key, `#/components/schemas/${names.get(id) ?? id}`]
      : [key, withReferences(inner, names)];
  });
  return Object.fromEntries(entries);
}
