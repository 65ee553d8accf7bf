/**
 * The AsyncAPI 3.0 document of everything that travels over the exchange: one channel a topic,
 * one message an event, as CloudEvents 1.0 in binary mode.
 */
import { inboundTopic, parkedTopic } from '@taizhang/exchange/kafka';
import {
  personalFields,
  topicOf,
  type EventDefinition,
  type EventDefinitions,
} from '@taizhang/kernel';
import { z } from 'zod';

type Schema = Readonly<Record<string, unknown>>;

export type Described = Readonly<{
  version: string;
  catalogue: EventDefinitions;
  /** Event type to the context that publishes it. */
  publications: ReadonlyMap<string, string>;
  /** Facts that outside systems may tell. */
  inbound: EventDefinitions;
}>;

export function asyncApiDocument({ version, catalogue, publications, inbound }: Described) {
  const contexts = [...new Set(publications.values())];
  const typesOf = (context: string) =>
    [...publications].filter(([, publisher]) => publisher === context).map(([type]) => type);
  const published = contexts.map((context) => {
    const topic = topicOf(context);
    return [context, channelOf(topic, `What ${context} says happened.`, typesOf(context))] as const;
  });
  const facts = Object.keys(inbound);
  const told = channelOf(inboundTopic, 'What outside systems tell us.', facts, inboundKey);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Taizhang',
      version,
      description:
        'Every fact of the ledger, in order per key. A message may arrive twice and carries the ' +
        'same id then. Personal fields of events are never readable on a topic: they stand ' +
        'encrypted in `$personal`, with the id of the person, and PersonErased tells that nobody ' +
        'can open them any more. What is in there is described under `x-personal`, for whoever ' +
        'reads the log through the platform. On the inbound topic fields marked personal come in ' +
        'the clear, from whoever tells the fact; ids of facts should name nobody.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([...published, ['inbound', told]]),
    operations: Object.fromEntries([
      ...published.map(([context]) => [`publish-${context}`, operation('send', context)]),
      ['take-inbound', operation('receive', 'inbound')],
    ]),
    components: {
      messages: {
        ...Object.fromEntries(
          Object.entries(catalogue).map(([type, event]) => [
            type,
            messageOf(type, event, { headers: publishedHeaders, payload: publishedPayload(event) }),
          ]),
        ),
        ...Object.fromEntries(
          Object.entries(inbound).map(([type, fact]) => [
            inboundKey(type),
            messageOf(type, fact, {
              headers: inboundHeaders,
              payload: payloadOf(fact.data, fact.version),
            }),
          ]),
        ),
      },
      schemas: { PublishedHeaders: publishedHeaderSchema, InboundHeaders: inboundHeaderSchema },
    },
  };
}

/** A fact and the event that we make of it may have the same name. */
const inboundKey = (type: string) => `inbound.${type}`;

const channelOf = (
  address: string,
  description: string,
  types: readonly string[],
  keyOf: (type: string) => string = (type) => type,
) => ({
  address,
  description:
    `${description} Messages that nobody can handle are told on \`${parkedTopic(address)}\`, ` +
    (address === inboundTopic
      ? 'with the reason in headers and without what they say.'
      : 'as they are, with the reason in headers.'),
  messages: Object.fromEntries(
    types.map((type) => [type, { $ref: `#/components/messages/${keyOf(type)}` }]),
  ),
  bindings: { kafka: { topic: address, bindingVersion: '0.5.0' } },
});

const operation = (action: 'send' | 'receive', channel: string) => ({
  action,
  channel: { $ref: `#/channels/${channel}` },
});

const publishedHeaders = { $ref: '#/components/schemas/PublishedHeaders' };
const inboundHeaders = { $ref: '#/components/schemas/InboundHeaders' };

type Parts = Readonly<{ headers: Schema; payload: Schema }>;

const messageOf = (name: string, { meaning }: EventDefinition, { headers, payload }: Parts) => ({
  name,
  title: name,
  summary: meaning,
  contentType: 'application/json',
  headers,
  payload,
  bindings: {
    kafka: {
      key: { type: 'string', description: 'The stream the event belongs to.' },
      bindingVersion: '0.5.0',
    },
  },
});

/** Values that JSON Schema cannot describe stay open; there are none in contracts today. */
export function payloadOf(data: z.ZodType, version: number): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(data, { io: 'output', unrepresentable: 'any' });
  return { ...schema, 'x-version': version };
}

type ObjectSchema = Readonly<{ properties: Record<string, Schema>; required?: readonly string[] }>;

/**
 * An event as it stands on a topic: what is personal is one ciphertext that only the platform
 * opens. Once the person is erased, events may be told without it, these fields blank.
 */
export function publishedPayload(event: EventDefinition): Schema {
  const personal = new Set(personalFields(event));
  const whole = payloadOf(event.data, event.version);
  if (personal.size === 0) return whole;
  const { additionalProperties: _, ...open } = whole;
  const { properties, required = [] } = whole as ObjectSchema & Schema;
  const those = (isPersonal: boolean) => ({
    properties: Object.fromEntries(
      Object.entries(properties).filter(([field]) => personal.has(field) === isPersonal),
    ),
    required: required.filter((field) => personal.has(field) === isPersonal),
  });
  const readable = those(false);
  return {
    ...open,
    properties: { ...readable.properties, $personal: sealedSchema([...personal]) },
    required: readable.required,
    'x-personal': { type: 'object', ...those(true) },
  };
}

const sealedSchema = (fields: readonly string[]): Schema => ({
  type: 'object',
  description: `Encrypted, and readable to nobody on the topic: ${fields.join(', ')}.`,
  properties: {
    v: { const: 2, description: 'Under a key of the event’s own; absent on older events.' },
    person: text('Whose key opens it: PersonErased names it once nothing does.'),
    fields: {
      ...text('AES-256-GCM: initialisation vector, tag, ciphertext of the fields as JSON.'),
      contentEncoding: 'base64',
    },
  },
  required: ['person', 'fields'],
});

const text = (description: string) => ({ type: 'string', description });

const commonHeaders = {
  ce_specversion: { const: '1.0' },
  ce_id: text('The event; the same when the message arrives twice.'),
  ce_source: text('Where it comes from, e.g. /taizhang/intake.'),
  ce_type: text('The name of the message.'),
  ce_time: { type: 'string', format: 'date-time', description: 'When it happened in the world.' },
  'content-type': text('application/json; charset=utf-8'),
};

const publishedHeaderSchema = {
  type: 'object',
  properties: {
    ...commonHeaders,
    ce_subject: text('The stream, the same as the key.'),
    ce_version: text('Version of the shape of the data.'),
    ce_position: text('Place in the log: rises along a key, never repeats for another event.'),
    ce_previous: text(
      'So far was published on the same partition before; behind it, some is missing.',
    ),
    ce_actor: text('Who did it: staff-… or system-….'),
    ce_commandid: text('The command that was carried out.'),
    ce_correlationid: text('What belongs together.'),
    ce_causationid: text('The message that led to it.'),
    ce_channel: text('By which door it came in.'),
    ce_unit: text('The unit the actor worked for.'),
    ce_traceparent: text('W3C trace context.'),
    ce_origin: text('Only on imported history: ledger, row and activity, as JSON.'),
  },
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_position'],
};

const inboundHeaderSchema = {
  type: 'object',
  properties: commonHeaders,
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'],
};
