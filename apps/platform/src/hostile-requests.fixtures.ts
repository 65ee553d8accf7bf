/** Requests made from the document: in order, or with something wrong in them. */
import fc, { type Arbitrary } from 'fast-check';
import type { ApiDocument, Operation, Parameter, Schema } from './document.fixtures';
import {
  absurdCursor,
  absurdTime,
  brokenBody,
  contentType,
  hostileHeader,
  hostileText,
  hostileValue,
} from './hostile-values.fixtures';
import type { WireRequest } from './wire.fixtures';

export type HostileRequest = WireRequest &
  Readonly<{
    operation: Operation;
    /** Who sends it; the headers carry no token yet. */
    by: string;
  }>;

type Parts = Readonly<{
  method: string;
  /** By parameter name. */
  path: Readonly<Record<string, string>>;
  query: readonly (readonly [string, string])[];
  headers: Readonly<Record<string, string>>;
  body: string | Buffer | undefined;
}>;

type Change = Arbitrary<(parts: Parts) => Parts>;

export class HostileRequests {
  private readonly any: Arbitrary<HostileRequest>;

  /**
   * @param known ids and words that mean something here: what a pattern asks for is taken from them
   * @param people who may send; a name more often sends more often
   */
  constructor(
    private readonly api: ApiDocument,
    private readonly known: readonly string[],
    people: readonly string[],
  ) {
    const by = fc.constantFrom(...people);
    this.any = fc.oneof(
      ...api.operations.map((operation) =>
        fc
          .tuple(this.inOrder(operation), this.changes(operation), by)
          .map(([parts, changes, by]) => {
            const changed = changes.reduce((before, change) => change(before), parts);
            return { operation, by, ...written(operation, changed) };
          }),
      ),
    );
  }

  /** The same for the same seed. */
  sample(count: number, seed: number): HostileRequest[] {
    return fc.sample(this.any, { numRuns: count, seed });
  }

  /** A third is left as it is; one thing wrong shows more than five. */
  private changes(operation: Operation): Arbitrary<readonly ((parts: Parts) => Parts)[]> {
    const change = fc.oneof(...this.possibleChanges(operation));
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 4 }) },
    );
  }

  private possibleChanges({ parameters, requestBody }: Operation): Change[] {
    const inQuery = parameters.filter((parameter) => parameter.in === 'query');
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    return [
      hostileHeader.map(withHeader),
      fc
        .constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND')
        .map((method) => (parts: Parts) => ({ ...parts, method })),
      ...inPath.map(({ name }) => hostileText.map((text) => withPath(name, text))),
      ...inQuery.map(({ name }) => hostileQuery(name).map((value) => withQuery(name, value))),
      hostileText.map((text) => withQuery('another', text)),
      fc.constantFrom('__proto__', 'a[b]', '', '%').map((name) => withQuery(name, '1')),
      ...(requestBody ? [bodyChange, bodyChange, bodyChange] : []),
      fc.tuple(brokenBody, contentType).map(([body, type]) => withBody(body, type)),
      brokenBody.map((body) => withBody(body, 'application/json')),
    ];
  }

  private inOrder({ method, parameters, requestBody }: Operation): Arbitrary<Parts> {
    const of = (place: Parameter['in']) =>
      fc.record(
        Object.fromEntries(
          parameters
            .filter((parameter) => parameter.in === place)
            .map(({ name, schema, required }) => {
              const value = this.headerOrValue(name, schema).map(String);
              return [name, required ? value : fc.option(value, { nil: '' })];
            }),
        ),
      );
    const schema = requestBody?.content['application/json']?.schema;
    return fc.record({
      method: fc.constant(method),
      path: of('path'),
      query: of('query').map((values) => Object.entries(values).filter(([, value]) => value)),
      headers: of('header').map((values) => present(values)),
      body: schema
        ? this.value(schema).map((body) => JSON.stringify(body))
        : fc.constant(undefined),
    });
  }

  private headerOrValue(name: string, schema: Schema): Arbitrary<unknown> {
    if (name === 'If-Match') return fc.nat(8).map((revision) => `"${revision}"`);
    if (name === 'Idempotency-Key') return fc.oneof(fc.uuid(), fc.constant('again'));
    // Waiting for what never comes takes its five seconds: seldom.
    if (name === 'Taizhang-Wait-For') {
      return fc.nat(1_000).map((choice) => (choice === 0 ? '9223372036854775807' : '1'));
    }
    return this.value(schema);
  }

  /** Anything that fits the schema. */
  private value(given: Schema): Arbitrary<unknown> {
    const schema = this.api.resolve(given) as Schema & { items?: Schema; pattern?: string };
    const options = schema['enum'] as unknown[] | undefined;
    const several = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
    if (options) return fc.constantFrom(...options);
    if ('const' in schema) return fc.constant(schema['const']);
    if (several) return fc.oneof(...several.map((one) => this.value(one)));
    const { min, max } = boundsOf(schema);
    switch (schema['type']) {
      case 'object':
        return this.object(schema);
      case 'array':
        return fc.array(this.value(schema.items ?? {}), {
          minLength: min,
          maxLength: Math.min(max, 3),
        });
      case 'integer':
      case 'number':
        return fc.integer({ min, max: Math.min(max, 2 ** 31) });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'string':
        return this.text(schema, min, max);
      default:
        return fc.constantFrom<unknown>(1, 50, 'x', true);
    }
  }

  private text(schema: Schema & { pattern?: string }, min: number, max: number) {
    if (schema['format'] === 'date') return fc.constantFrom('2026-01-05', '2026-11-30');
    if (schema['format'] === 'date-time') return fc.constant('2026-01-05T08:00:00.000Z');
    const { pattern } = schema;
    const fitting = this.known.filter(
      (text) =>
        text.length >= min && text.length <= max && (!pattern || RegExp(pattern).test(text)),
    );
    const made = pattern
      ? fc.stringMatching(RegExp(pattern), { size: 'small' })
      : fc.string({ minLength: min, maxLength: Math.min(max, 30), unit: 'grapheme' });
    return fitting.length === 0
      ? made
      : fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...fitting) },
          { weight: 1, arbitrary: made },
        );
  }

  private object(schema: Schema): Arbitrary<object> {
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
    const required = (schema['required'] ?? []) as string[];
    const values = properties.map(([name, inner]) => [name, this.value(inner)] as const);
    return fc.record(Object.fromEntries(values), { requiredKeys: required });
  }
}

const hostileQuery = (name: string): Arbitrary<string> => {
  if (name === 'cursor') return absurdCursor;
  return ['from', 'to', 'at'].includes(name) ? absurdTime : hostileText;
};

const withHeader =
  ([name, value]: readonly [string, string]) =>
  (parts: Parts) => {
    const others = Object.entries(parts.headers).filter(([known]) => known.toLowerCase() !== name);
    return { ...parts, headers: { ...Object.fromEntries(others), [name]: value } };
  };

const withPath = (name: string, text: string) => (parts: Parts) => ({
  ...parts,
  path: { ...parts.path, [name]: text },
});

/** In place of what was there; an empty value stands beside it, as a second one. */
const withQuery = (name: string, value: string) => (parts: Parts) => {
  const others = parts.query.filter(([known]) => known !== name || value === '');
  return { ...parts, query: [...others, [name, value] as const] };
};

const withBody = (body: string | Buffer, type: string) => (parts: Parts) =>
  withHeader(['content-type', type])({ ...parts, body });

/** One field replaced, left out or added, somewhere in the body. */
const bodyChange: Change = fc
  .tuple(fc.nat(), hostileValue, fc.constantFrom('replace', 'omit', 'add', 'wrap'))
  .map(([choice, value, how]) => (parts: Parts) => {
    const body = parsed(parts.body);
    if (!body) return parts;
    const places = placesIn(body);
    const place = places[choice % (places.length || 1)];
    if (place && how === 'replace') place.holder[place.name] = value;
    else if (place && how === 'omit') delete place.holder[place.name];
    else if (place && how === 'wrap') place.holder[place.name] = [place.holder[place.name]];
    else return { ...parts, body: JSON.stringify({ ...body, another: value }) };
    return { ...parts, body: JSON.stringify(body) };
  });

/** Null for what an earlier change has broken. */
function parsed(body: Parts['body']): object | null {
  try {
    return JSON.parse(String(body ?? '{}')) as object | null;
  } catch {
    return null;
  }
}

type Place = { holder: Record<string, unknown>; name: string };

function placesIn(value: unknown, depth = 4): Place[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [
    { holder, name },
    ...placesIn(holder[name], depth - 1),
  ]);
}

const present = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

function boundsOf(schema: Schema): { min: number; max: number } {
  const bound = (...names: string[]) =>
    names.map((name) => schema[name]).find((value) => typeof value === 'number') as number;
  return {
    min: Math.max(bound('minLength', 'minItems', 'minimum') ?? 0, -(2 ** 31)),
    max: bound('maxLength', 'maxItems', 'maximum') ?? 40,
  };
}

/** Percent-encoded; half a surrogate pair becomes a byte that cannot be decoded. */
const encoded = (text: string) =>
  text
    .split(/\p{Surrogate}/u)
    .map(encodeURIComponent)
    .join('%ff');

function written({ path }: Operation, parts: Parts): WireRequest {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(parts.path[name] ?? ''));
  const query = parts.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const json = parts.body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method: parts.method,
    // Beyond 16 KiB Node.js refuses the head of a request before we see it: its own spec has that.
    path: (query ? `${address}?${query}` : address).slice(0, 12_000).replace(/%.?$/, ''),
    headers: { ...json, ...parts.headers },
    body: parts.body,
  };
}
