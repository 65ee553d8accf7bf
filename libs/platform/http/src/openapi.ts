/** The OpenAPI 3.1 document, derived from what the routes declare. */
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import type { DeclaredRoute } from './declared-routes';
import type { Bilingual, Language } from './language';
import { JsonSchemas, type JsonSchema } from './openapi.schemas';
import type { ProblemCatalogue } from './problem';
import { PUBLIC } from './route';

export type Described = Readonly<{
  routes: readonly DeclaredRoute[];
  problems: ProblemCatalogue;
  title: Bilingual;
  version: string;
  language: Language;
}>;

/** Pure: needs no running app, so that documentation can be made when building. */
export function openApiDocument(described: Described): OpenAPIObject {
  const { routes, title, version, language } = described;
  const schemas = new JsonSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const operations = (paths[route.address] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route, schemas, described);
  }
  return {
    openapi: '3.1.0',
    info: { title: title[language], version },
    paths,
    components: {
      schemas: { ...schemas.named, Problem: problemSchema },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  } as OpenAPIObject;
}

function operationOf(route: DeclaredRoute, schemas: JsonSchemas, described: Described) {
  const { name, address, summary, permission, body } = route;
  const { language } = described;
  return {
    operationId: name,
    tags: [address.split('/').find((part) => part !== '' && part !== 'api')],
    summary: summary[language],
    ...(permission !== PUBLIC && { description: words.permission[language] + permission }),
    parameters: [
      ...parametersOf('path', route.params, schemas),
      ...parametersOf('query', route.query, schemas),
      ...headersOf(route, language),
    ],
    ...(body && { requestBody: { required: true, content: json(schemas.of(body, 'input')) } }),
    responses: {
      [route.status]: answerOf(route, schemas, language),
      ...problemsOf(route, described),
    },
    security: permission === PUBLIC ? [] : [{ bearer: [] }],
  };
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

function parametersOf(place: string, object: z.ZodObject | undefined, schemas: JsonSchemas) {
  if (!object) return [];
  const { properties = {}, required = [] } = schemas.of(object, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

function headersOf({ kind, creates }: DeclaredRoute, language: Language) {
  const header = (name: string, required: boolean, pattern: string) => ({
    name,
    in: 'header',
    required,
    description: words[name as keyof typeof words][language],
    schema: { type: 'string', pattern },
  });
  if (kind === 'query') return [header('Taizhang-Wait-For', false, '^\\d{1,19}$')];
  if (kind === 'operation') return [];
  return [
    header('Idempotency-Key', true, '^[!-~]{1,255}$'),
    ...(creates ? [] : [header('If-Match', true, '^(W/)?"\\d{1,15}"$')]),
  ];
}

function answerOf(route: DeclaredRoute, schemas: JsonSchemas, language: Language) {
  const description = words.done[language];
  const own = route.answers && schemas.of(route.answers, 'output');
  if (route.kind !== 'command') return { description, ...(own && { content: json(own) }) };
  const schema = own ? withTold(own) : toldSchema;
  const told = ['ETag', 'Taizhang-Position', 'Idempotent-Replayed'];
  const names = route.creates ? [...told, 'Location'] : told;
  const headers = names.map((name) => [name, { schema: { type: 'string' } }]);
  return { description, headers: Object.fromEntries(headers), content: json(schema) };
}

const toldSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    revision: { type: 'integer' },
    position: { type: ['string', 'null'], pattern: '^\\d+$' },
  },
  required: ['id', 'revision', 'position'],
} satisfies JsonSchema;

/** As one object: in an `allOf` each part would forbid the fields of the other. */
const withTold = ({ properties, required = [], ...own }: JsonSchema): JsonSchema => ({
  ...own,
  properties: { ...toldSchema.properties, ...properties },
  required: [...toldSchema.required, ...required],
});

/** Every status with the codes it may stand for. */
function problemsOf(route: DeclaredRoute, { problems, language }: Described) {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...generalProblems(route), ...route.refusals])) {
    const { status } = problems[code]!;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map((code) => problems[code]!.title[language]).join('; '),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Problem' },
              { type: 'object', properties: { code: { enum: codes } } },
            ],
          },
        },
      },
    },
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function generalProblems(route: DeclaredRoute): readonly string[] {
  const { kind, creates, permission, body, views, reads, params } = route;
  return [
    'request-invalid',
    'internal-error',
    'record-unreadable',
    ...(permission === PUBLIC
      ? []
      : ['not-signed-in', 'not-permitted', 'password-change-required']),
    ...(body ? ['json-invalid', 'body-too-large', 'media-type-unsupported'] : []),
    ...(kind === 'query' ? ['view-behind'] : []),
    ...(views ? ['access-not-recorded'] : []),
    ...(reads.length > 0 && params ? ['record-parked'] : []),
    ...(kind === 'command' ? ['idempotency-key-missing', 'idempotency-key-reused'] : []),
    ...(kind === 'command' ? ['changed-meanwhile', 'outcome-unknown'] : []),
    ...(kind === 'command' && !creates ? ['not-found', 'if-match-missing', 'revision-stale'] : []),
  ];
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    remedy: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          in: { enum: ['body', 'query', 'path', 'header'] },
          path: { type: 'string' },
          message: { type: 'string' },
        },
        required: ['in', 'path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'remedy'],
};

const words = {
  permission: { zh: '所需权限：', en: 'Permission: ' },
  done: { zh: '成功', en: 'Done' },
  'Idempotency-Key': {
    zh: '每次操作一个新的 UUID；重试时沿用原值。',
    en: 'A new UUID for each action; the same one when repeating it.',
  },
  'If-Match': {
    zh: '所见的版本，即查询应答的 ETag。',
    en: 'The revision you have seen: the ETag of what you read.',
  },
  'Taizhang-Wait-For': {
    zh: '命令应答中的 position：等待视图更新到该位置后再应答。',
    en: 'The position a command answered with: wait until the view shows it.',
  },
};
