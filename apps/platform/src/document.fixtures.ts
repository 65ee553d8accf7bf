/** The platform's own OpenAPI document, read as a stranger reads it. */
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

export type Schema = Readonly<{ [keyword: string]: unknown }>;

export type Parameter = Readonly<{
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}>;

type Media = Readonly<Record<string, { schema?: Schema }>>;
type Response = Readonly<{ description: string; content?: Media; headers?: object }>;

export type Operation = Readonly<{
  operationId: string;
  /** In capitals. */
  method: string;
  path: string;
  summary: string;
  security: readonly object[];
  parameters: readonly Parameter[];
  requestBody?: Readonly<{ required: boolean; content: Media }>;
  responses: Readonly<Record<string, Response>>;
}>;

export type Answered = Readonly<{ status: number; contentType: string; body: unknown }>;

export class ApiDocument {
  readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });

  constructor(readonly document: Schema) {
    this.ajv.addSchema(document, 'document');
    const paths = document['paths'] as Record<string, Record<string, Operation>>;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path,
      })),
    );
  }

  static async read(url: string, language = 'en'): Promise<ApiDocument> {
    const headers = { 'accept-language': language };
    const answer = await fetch(`${url}/api/openapi.json`, { headers });
    return new ApiDocument((await answer.json()) as Schema);
  }

  operation(operationId: string): Operation {
    const found = this.operations.find((operation) => operation.operationId === operationId);
    if (!found) throw new Error(`The document has no operation ${operationId}`);
    return found;
  }

  /** The schema, with a reference followed. */
  resolve(schema: Schema): Schema {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    const steps = reference.replace(/^#\//, '').split('/');
    const found = steps.reduce<unknown>((at, step) => (at as Schema)[step], this.document);
    return this.resolve(found as Schema);
  }

  /** What an answer does that the document does not say; empty when it keeps its word. */
  surprises(operation: Operation, { status, contentType, body }: Answered): string[] {
    const response = operation.responses[status];
    const name = `${operation.operationId} ${status}`;
    if (!response) return [`${name} ${codeOf(body)} is not documented`];
    const [media, { schema = undefined } = {}] = Object.entries(response.content ?? {})[0] ?? [];
    if (!media) return contentType === '' ? [] : [`${name} has content`];
    if (!contentType.startsWith(media)) return [`${name} is ${contentType || 'empty'}`];
    if (!schema) return [`${name} has no schema`];
    const validate = this.validator(operation, status, media);
    if (validate(body)) return [];
    const places = (validate.errors ?? []).map(({ instancePath, message }) =>
      `${instancePath} ${message}`.trim(),
    );
    return [`${name} ${codeOf(body)} does not fit: ${places.join('; ')}`];
  }

  private validator({ path, method }: Operation, status: number, media: string): ValidateFunction {
    const place = ['paths', path, method.toLowerCase(), 'responses', status, 'content', media];
    const pointer = [...place, 'schema'].map((step) => escapePointer(String(step))).join('/');
    const validate = this.ajv.getSchema(`document#/${pointer}`);
    if (!validate) throw new Error(`No schema at ${pointer}`);
    return validate;
  }
}

/** RFC 6901 inside of a URI fragment. */
const escapePointer = (step: string) =>
  encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));

const codeOf = (body: unknown) => String((body as { code?: unknown } | null)?.code ?? '');
