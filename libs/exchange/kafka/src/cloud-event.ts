/**
 * Events as CloudEvents 1.0 over Kafka: binary mode out (attributes in headers, data as the
 * value); binary or structured in. What has no place in the standard is an extension attribute.
 */
import {
  Poison,
  type ActorId,
  type InboundFact,
  type Instant,
  type Origin,
  type Published,
} from '@taizhang/kernel';
import type { IHeaders, Message } from 'kafkajs';
import { z } from 'zod';

/** What Kafka gives us, as far as it matters here. */
export type Arrived = Readonly<{
  key: Buffer | null;
  value: Buffer | null;
  headers?: IHeaders | undefined;
}>;

const source = (topic: string) => `/taizhang/${topic.split('.')[1] ?? topic}`;

/**
 * @param previous so far was published on the same partition before: whoever was not there yet when
 *   this one comes has missed something
 */
export function toCloudEvent(message: Published, previous: bigint): Message & { key: string } {
  const { context } = message;
  const headers: Record<string, string | null | undefined> = {
    'content-type': 'application/json; charset=utf-8',
    ce_specversion: '1.0',
    ce_id: message.id,
    ce_source: source(message.topic),
    ce_type: message.type,
    ce_time: message.at,
    ce_subject: message.key,
    ce_version: String(message.version),
    ce_position: String(message.position),
    ce_previous: String(previous),
    ce_actor: message.by,
    ce_commandid: context.commandId,
    ce_correlationid: context.correlationId,
    ce_causationid: context.causationId,
    ce_channel: context.channel,
    ce_unit: context.unit,
    ce_fingerprint: context.fingerprint,
    ce_traceparent: context.traceparent,
    ce_origin: context.origin && JSON.stringify(context.origin),
  };
  const given = Object.entries(headers).filter(([, value]) => value != null);
  return {
    key: message.key,
    value: JSON.stringify(message.data),
    headers: Object.fromEntries(given) as Record<string, string>,
  };
}

const originSchema = z.object({ source: z.string(), row: z.number(), activity: z.string() });

const publishedHeaders = z.object({
  ce_specversion: z.literal('1.0'),
  ce_id: z.string().min(1).max(200),
  ce_type: z.string().min(1).max(200),
  ce_time: z.string().min(1),
  ce_version: z.string().regex(/^\d+$/).transform(Number),
  ce_position: z.string().regex(/^\d+$/).transform(BigInt),
  ce_actor: z.string().min(1),
  ce_commandid: z.string(),
  ce_correlationid: z.string(),
  ce_causationid: z.string(),
  ce_channel: z.string(),
  ce_unit: z.string().optional(),
  ce_fingerprint: z.string().optional(),
  ce_traceparent: z.string().optional(),
  ce_origin: z.string().optional(),
});

/** No stream is called by more; what waits is found by it. */
const keyLengthMax = 500;

/** @throws Poison when it is not an event that we published */
export function publishedOf(message: Arrived, topic: string): Published {
  const headers = headersOf(message);
  const key = message.key?.toString() ?? '';
  const read = publishedHeaders.safeParse(headers);
  if (!read.success) throw new Poison(`not an event of ours: ${placesOf(read.error)}`);
  if (key.length > keyLengthMax || ![key, ...Object.values(headers)].every(isStorable)) {
    throw new Poison('not an event of ours: its key or headers are no names');
  }
  const told = read.data;
  const origin = told.ce_origin && originOf(told.ce_origin);
  return {
    ...{ id: told.ce_id, topic, type: told.ce_type, version: told.ce_version, key },
    at: told.ce_time as Instant,
    by: told.ce_actor as ActorId,
    data: jsonOf(message.value?.toString() ?? ''),
    position: told.ce_position,
    context: {
      commandId: told.ce_commandid,
      correlationId: told.ce_correlationid,
      causationId: told.ce_causationid,
      channel: told.ce_channel,
      unit: told.ce_unit ?? null,
      ...(told.ce_fingerprint && { fingerprint: told.ce_fingerprint }),
      ...(told.ce_traceparent && { traceparent: told.ce_traceparent }),
      ...(origin && { origin }),
    },
  };
}

function originOf(text: string): Origin {
  const read = originSchema.safeParse(jsonOf(text));
  if (!read.success) throw new Poison('not an event of ours: ce_origin');
  return read.data;
}

/** No text of PostgreSQL may hold a NUL: whoever asked it about one would be refused for ever. */
const isStorable = (text: string) => !text.includes('\0');

/** `previous` as `toCloudEvent` says; 0 where an earlier release published it. */
export type Glance = Pick<Published, 'type' | 'position'> & Readonly<{ previous: bigint }>;

/**
 * What of an event tells whom it concerns, at a glance; undefined where it must be looked at to
 * know what it is.
 */
export function glanceAt({ headers }: Arrived): Glance | undefined {
  if (!headers || !required.every((name) => Buffer.isBuffer(headers[name]))) return undefined;
  const position = String(headers['ce_position']);
  const previous = String(headers['ce_previous'] ?? 0);
  if (![position, previous].every((text) => /^\d{1,19}$/.test(text))) return undefined;
  const type = String(headers['ce_type']);
  return { type, position: BigInt(position), previous: BigInt(previous) };
}
const required = Object.entries(publishedHeaders.shape).flatMap(([name, value]) =>
  value.safeParse(undefined).success ? [] : [name],
);

/** What a fact is called by: it is remembered under it. */
const nameSchema = z.string().min(1).max(200).refine(isStorable);

const factSchema = z.object({
  specversion: z.literal('1.0'),
  id: nameSchema,
  source: nameSchema,
  type: nameSchema,
  time: z.iso.datetime({ offset: true }),
  data: z.unknown(),
});

/** A fact from outside, in either mode. @throws Poison when it is no CloudEvent */
export function factOf(message: Arrived): InboundFact {
  const headers = headersOf(message);
  const text = message.value?.toString() ?? '';
  const structured = headers['content-type']?.startsWith('application/cloudevents+json');
  const told = structured ? jsonOf(text) : { ...binaryAttributes(headers), data: jsonOf(text) };
  const read = factSchema.safeParse(told);
  if (!read.success) throw new Poison(`not a CloudEvent: ${placesOf(read.error)}`);
  const { id, source: from, type, time, data } = read.data;
  return { id, source: from, type, at: new Date(time).toISOString() as Instant, data };
}

const binaryAttributes = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce_'))
      .map(([name, value]) => [name.slice('ce_'.length), value]),
  );

function headersOf({ headers = {} }: Arrived): Record<string, string> {
  const first = (value: IHeaders[string]) => (Array.isArray(value) ? value[0] : value);
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), String(first(value))]),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Poison('its data is not JSON');
  }
}

/** Names only: a value may be personal. */
const placesOf = (error: z.ZodError) =>
  [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');

/** A message as it came, to be kept where no log has it. */
export type Raw = Readonly<{ key: string | null; value: string; headers: Record<string, string> }>;

/** Of any bytes: the value is kept in base64. */
export const rawOf = (message: Arrived): Raw => ({
  key: message.key?.toString() ?? null,
  value: (message.value ?? Buffer.alloc(0)).toString('base64'),
  headers: headersOf(message),
});

export const arrivedFrom = ({ key, value, headers }: Raw): Arrived => ({
  key: key === null ? null : Buffer.from(key),
  value: Buffer.from(value, 'base64'),
  headers,
});
