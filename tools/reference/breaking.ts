/**
 * What would break whoever relies on a contract: released shapes against today's. Shapes that we
 * produce may grow and must not lose anything; shapes that we accept may become more generous.
 */

export type Schema = Readonly<{
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  $ref?: string;
}>;

export type Direction = 'produced' | 'accepted' | 'stored';

/**
 * @param direction `stored`: both, as old events are read by new builds and new ones by old readers
 * @returns a sentence each, with the place
 */
export function breaksBetween(
  released: Schema,
  today: Schema,
  direction: Direction,
  place: string,
): string[] {
  const breaks: string[] = [];
  const tell = (what: string) => breaks.push(`${place}: ${what}`);
  const produces = direction !== 'accepted';
  const accepts = direction !== 'produced';
  const before = typesOf(released);
  const now = typesOf(today);
  if (produces && now.some((type) => !before.includes(type))) {
    tell(`may now be ${now.join(' or ')}, was ${before.join(' or ')}`);
  }
  if (accepts && before.some((type) => !now.includes(type))) {
    tell(`was ${before.join(' or ')}, is now ${now.join(' or ')}`);
  }
  if (accepts) {
    const kept = valuesOf(today);
    const lost = valuesOf(released)?.filter((value) => kept && !kept.includes(value)) ?? [];
    if (lost.length > 0) tell(`no longer ${lost.join(', ')}`);
    if (!valuesOf(released) && kept) tell(`is now only ${kept.join(', ')}`);
  }
  const oldFields = fieldsOf(released);
  const newFields = fieldsOf(today);
  const wasRequired = requiredOf(released);
  const isRequired = requiredOf(today);
  for (const [field, schema] of Object.entries(oldFields)) {
    const inner = newFields[field];
    if (!inner) tell(`${field} is gone`);
    else breaks.push(...breaksBetween(schema, inner, direction, `${place}.${field}`));
    if (inner && produces && wasRequired.has(field) && !isRequired.has(field)) {
      tell(`${field} may be missing now`);
    }
  }
  if (accepts) {
    for (const field of isRequired) {
      if (!wasRequired.has(field)) tell(`${field} is required now`);
    }
  }
  if (released.items && today.items) {
    breaks.push(...breaksBetween(released.items, today.items, direction, `${place}[]`));
  }
  return breaks;
}

/** `anyOf` with null is how an optional value is written; the parts are looked at together. */
const partsOf = (schema: Schema): readonly Schema[] =>
  schema.anyOf ?? schema.allOf?.flatMap((part) => partsOf(part)) ?? [schema];

const typesOf = (schema: Schema): string[] => {
  const types = partsOf(schema).flatMap(({ type, const: value }) =>
    type ? [type].flat() : value === undefined ? [] : [typeof value],
  );
  return [...new Set(types)].sort();
};

const valuesOf = (schema: Schema): unknown[] | null => {
  const parts = partsOf(schema).filter(({ type }) => type !== 'null');
  const values = parts.map(
    ({ enum: several, const: one }) => several ?? (one === undefined ? null : [one]),
  );
  return values.length > 0 && values.every((list) => list !== null) ? values.flat() : null;
};

const fieldsOf = (schema: Schema): Readonly<Record<string, Schema>> =>
  Object.assign({}, ...partsOf(schema).map(({ properties = {} }) => properties));

const requiredOf = (schema: Schema): ReadonlySet<string> =>
  new Set(partsOf(schema).flatMap(({ required = [] }) => required));

type Payload = Schema & Readonly<{ 'x-personal'?: Schema }>;
type Message = Readonly<{ payload: Payload }>;
export type AsyncApi = Readonly<{ components: { messages: Readonly<Record<string, Message>> } }>;

/** Events that are gone, or whose shape no longer fits what was released. */
export function asyncApiBreaks(released: AsyncApi, today: AsyncApi): string[] {
  const { messages } = today.components;
  return Object.entries(released.components.messages).flatMap(([name, message]) => {
    const now = messages[name];
    if (!now) return [`${name} is gone`];
    return [
      ...breaksBetween(asStored(message.payload), asStored(now.payload), 'stored', name),
      ...readable(message.payload)
        .filter((field) => now.payload['x-personal']?.properties?.[field])
        .map((field) => `${name}: ${field} is not readable on the topic any more`),
    ];
  });
}

/** With what is encrypted on the topic, as the platform's own builds read it for ever. */
function asStored({ 'x-personal': personal, ...payload }: Payload): Schema {
  if (!personal) return payload;
  const { $personal: _, ...open } = payload.properties ?? {};
  return {
    ...payload,
    properties: { ...open, ...personal.properties },
    required: [...(payload.required ?? []), ...(personal.required ?? [])],
  };
}

/** A mark beside a field was how documents said so before: it was never readable. */
const readable = ({ properties = {} }: Payload): readonly string[] =>
  Object.keys(properties).filter((field) => !isMarked(properties[field]!));

const isMarked = (schema: Schema & { personal?: boolean }): boolean =>
  schema.personal === true || (schema.anyOf ?? []).some(isMarked);

type Content = Readonly<{ content?: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>;
type Operation = Readonly<{
  parameters?: readonly Readonly<{ name: string; in: string; required: boolean; schema: Schema }>[];
  requestBody?: Content;
  responses: Readonly<Record<string, Content>>;
}>;
export type OpenApi = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components?: Readonly<{ schemas?: Readonly<Record<string, Schema>> }>;
}>;

/** Addresses that are gone, requests that are refused now, answers that lack something. */
export function openApiBreaks(released: OpenApi, today: OpenApi): string[] {
  return Object.entries(released.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const place = `${method.toUpperCase()} ${path}`;
      const now = today.paths[path]?.[method];
      if (!now) return [`${place} is gone`];
      return [
        ...parameterBreaks(operation, now, place),
        ...bodyBreaks(operation, now, place, released, today),
        ...answerBreaks(operation, now, place, released, today),
      ];
    }),
  );
}

function parameterBreaks(before: Operation, now: Operation, place: string): string[] {
  const known = new Map((before.parameters ?? []).map((one) => [`${one.in} ${one.name}`, one]));
  return (now.parameters ?? []).flatMap((parameter) => {
    const name = `${parameter.in} ${parameter.name}`;
    const old = known.get(name);
    if (!old) return parameter.required ? [`${place}: ${name} is required now`] : [];
    return breaksBetween(old.schema, parameter.schema, 'accepted', `${place} ${name}`);
  });
}

function bodyBreaks(
  before: Operation,
  now: Operation,
  place: string,
  old: OpenApi,
  today: OpenApi,
) {
  const [released, current] = [schemaOf(before.requestBody, old), schemaOf(now.requestBody, today)];
  if (!current) return [];
  if (!released) return [`${place}: a body is needed now`];
  return breaksBetween(released, current, 'accepted', `${place} body`);
}

function answerBreaks(
  before: Operation,
  now: Operation,
  place: string,
  old: OpenApi,
  today: OpenApi,
) {
  return Object.entries(before.responses).flatMap(([status, answer]) => {
    if (!status.startsWith('2')) return [];
    const released = schemaOf(answer, old);
    const current = schemaOf(now.responses[status], today);
    if (!now.responses[status]) return [`${place}: no longer answers ${status}`];
    if (!released || !current) return [];
    return breaksBetween(released, current, 'produced', `${place} answer`);
  });
}

/** With references of the first levels resolved; a recursive shape ends where it repeats. */
function schemaOf(content: Content | undefined, document: OpenApi): Schema | undefined {
  const schema = content?.content?.['application/json']?.schema;
  return schema && resolved(schema, document, []);
}

function resolved(schema: Schema, document: OpenApi, seen: readonly string[]): Schema {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    const target = document.components?.schemas?.[name];
    return !target || seen.includes(name) ? {} : resolved(target, document, [...seen, name]);
  }
  const inner = (one: Schema) => resolved(one, document, seen);
  const { properties, items, anyOf, allOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([field, one]) => [field, inner(one)]),
      ),
    }),
    ...(items && { items: inner(items) }),
    ...(anyOf && { anyOf: anyOf.map(inner) }),
    ...(allOf && { allOf: allOf.map(inner) }),
  };
}
