/**
 * The document is all a stranger needs: it is valid, complete and kept. A client that knows
 * nothing but the document takes one complaint from the first word to the closing.
 */
import { Validator } from '@seriousme/openapi-schema-validator';
import { randomUUID } from 'node:crypto';
import { until } from './api.fixtures';
import { ApiDocument, type Operation, type Schema } from './document.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let english: ApiDocument;
let chinese: ApiDocument;

beforeAll(async () => {
  platform = await TestPlatform.start();
  english = await ApiDocument.read(platform.url, 'en');
  chinese = await ApiDocument.read(platform.url, 'zh-CN');
});

afterAll(() => platform?.stop());

const contentsOf = ({ requestBody, responses }: Operation) => [
  ...Object.entries(requestBody?.content ?? {}),
  ...Object.values(responses).flatMap(({ content = {} }) => Object.entries(content)),
];

describe('The document', () => {
  it('is valid OpenAPI 3.1 in both languages', async () => {
    for (const { document } of [english, chinese]) {
      const { valid, errors } = await new Validator().validate(structuredClone(document));
      expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
      expect(document['openapi']).toMatch(/^3\.1\./);
    }
  });

  it('gives every operation a name of its own and a summary in both languages', () => {
    const names = english.operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operationId, summary } of english.operations) {
      expect(summary).toMatch(/^[ -~]{3,}$/);
      expect(chinese.operation(operationId).summary).toMatch(/\p{Script=Han}/u);
    }
  });

  it('is the same in both languages but for its words', () => {
    const shape = ({ document }: ApiDocument) =>
      JSON.stringify(document, (name, value: unknown) =>
        ['summary', 'description', 'title'].includes(name) ? '' : value,
      );
    expect(shape(chinese)).toBe(shape(english));
  });

  it('says who may use what, and of what is public, that it is', () => {
    const isPublic = english.operations.filter(({ security }) => security.length === 0);
    expect(isPublic.map(({ operationId }) => operationId).sort()).toEqual([
      'Auth.methods',
      'Auth.signIn',
      'Health.live',
      'Health.ready',
      'Ratings.rateCase',
      'Ratings.shown',
    ]);
    const guarded = english.operations.filter(({ security }) => security.length > 0);
    expect(guarded.every(({ security }) => 'bearer' in security[0]!)).toBe(true);
  });

  it('describes whatever is sent and answered, down to the last reference', () => {
    for (const operation of english.operations) {
      const answers = Object.keys(operation.responses).filter((status) => status < '300');
      expect([operation.operationId, answers.length]).toEqual([operation.operationId, 1]);
      const hasContent = answers[0] !== '204';
      expect(Object.keys(operation.responses[answers[0]!]!.content ?? {}).length > 0).toBe(
        hasContent,
      );
      for (const [, { schema, ...more }] of contentsOf(operation)) {
        expect(schema ?? more).not.toEqual({});
      }
      for (const name of operation.path.matchAll(/\{(\w+)\}/g)) {
        expect(operation.parameters).toContainEqual(
          expect.objectContaining({ name: name[1], in: 'path', required: true }),
        );
      }
    }
    for (const [, reference] of JSON.stringify(english.document).matchAll(/"\$ref":"([^"]+)"/g)) {
      expect(english.resolve({ $ref: reference })).toHaveProperty('type');
    }
  });
});

type Body = Record<string, unknown>;

/** Knows the document and nothing else; whatever surprises it is a failure. */
class Stranger {
  private token = '';
  /** What it last saw of each thing, by id: the ETag to change it with. */
  private readonly etags = new Map<string, string>();
  private position = '';

  constructor(
    private readonly url: string,
    private readonly api: ApiDocument,
  ) {}

  async signIn(username: string, password: string): Promise<Body> {
    const answer = await this.ask('Auth.signIn', {}, { username, password });
    this.token = String(answer['token']);
    return answer;
  }

  /** @param given values for parameters and body; what is required besides is made up */
  async ask(operationId: string, given: Body = {}, body: Body = {}): Promise<Body> {
    const operation = this.api.operation(operationId);
    const headers: Record<string, string> = { 'accept-language': 'en' };
    if (operation.security.length > 0) headers['authorization'] = `Bearer ${this.token}`;
    let path = operation.path;
    const query = new URLSearchParams();
    for (const { name, in: place } of operation.parameters) {
      const value = String(given[name] ?? this.header(name, given) ?? '');
      if (value === '') continue;
      if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
      if (place === 'query') query.set(name, value);
      if (place === 'header') headers[name] = value;
    }
    const init: RequestInit = { method: operation.method, headers };
    if (operation.requestBody) {
      const [media, { schema = {} }] = Object.entries(operation.requestBody.content)[0]!;
      headers['content-type'] = media;
      init.body = JSON.stringify({ ...this.leastOf(schema), ...body });
    }
    const response = await fetch(`${this.url}${path}?${query}`, init);
    return this.read(operation, response, given);
  }

  private header(name: string, { id }: Body): string | undefined {
    if (name === 'Idempotency-Key') return randomUUID();
    if (name === 'If-Match') return this.etags.get(String(id));
    return name === 'Taizhang-Wait-For' ? this.position : undefined;
  }

  private async read(operation: Operation, response: Response, { id }: Body): Promise<Body> {
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    const contentType = response.headers.get('content-type') ?? '';
    const answered = { status: response.status, contentType, body: text === '' ? null : body };
    expect(this.api.surprises(operation, answered)).toEqual([]);
    // Asking too early is no mistake of anybody's.
    if (response.status === 404) return {};
    if (!response.ok) throw new Error(`${operation.operationId}: ${response.status} ${text}`);
    for (const name of Object.keys(operation.responses[response.status]!.headers ?? {})) {
      if (name !== 'Idempotent-Replayed') expect(response.headers.get(name)).not.toBeNull();
    }
    const etag = response.headers.get('etag');
    if (etag) this.etags.set(String(body['id'] ?? id), etag);
    this.position = response.headers.get('taizhang-position') ?? this.position;
    return body;
  }

  /** The least that fits a schema: required fields alone, each as plain as can be. */
  private leastOf(given: Schema): Body {
    const schema = this.api.resolve(given);
    const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
    const required = (schema['required'] ?? []) as string[];
    return Object.fromEntries(required.map((name) => [name, this.plainest(properties[name]!)]));
  }

  private plainest(given: Schema): unknown {
    const schema = this.api.resolve(given);
    const options = (schema['enum'] ?? schema['anyOf']) as unknown[] | undefined;
    if (schema['enum']) return options![0];
    if (options) return this.plainest(options[0] as Schema);
    if (schema['example'] !== undefined) return schema['example'];
    if (schema['type'] === 'object') return this.leastOf(schema);
    if (schema['type'] === 'array') return [];
    if (schema['type'] === 'integer') return Number(schema['minimum'] ?? 0);
    return schema['type'] === 'boolean' ? false : '一二三';
  }
}

describe('A client made of the document alone', () => {
  it('takes a complaint from the first word to the closing', async () => {
    const team = await platform.unit('投诉处理班');
    await platform.hire('lin', team, 'supervisor');
    const lin = new Stranger(platform.url, english);
    await lin.signIn('lin', 'a-long-enough-word-7');
    const me = await lin.ask('Auth.me');
    const customer = await lin.ask('Customers.register', {}, { phones: ['13800001111'] });
    const found = await lin.ask('CustomerViews.search', {}, { query: '13800001111' });
    expect(found['items']).toMatchObject([{ id: customer['id'] }]);

    const contact = await lin.ask('Contacts.open');
    await lin.ask('Contacts.identify', { id: contact['id'] }, { customerId: customer['id'] });
    await lin.ask('Contacts.classify', { id: contact['id'] }, { type: 'complaint' });
    const { caseId: id } = await lin.ask('Contacts.route', { id: contact['id'] });
    await until(
      () => lin.ask('ComplaintViews.one', { id }),
      ({ status }) => status === 'lodged',
    );
    await lin.ask('Complaints.dispatch', { id }, { toUnitId: me['unitId'] });
    for (const step of ['accept', 'contact', 'investigate', 'adjudicate', 'remedy', 'reply']) {
      await lin.ask(`Complaints.${step}`, { id });
    }
    await lin.ask('Complaints.close', { id }, { satisfaction: 5 });
    expect(await lin.ask('ComplaintViews.one', { id })).toMatchObject({ status: 'closed' });
    await seesEverything(lin, { id, contactId: contact['id'], customerId: customer['id'] });
  });

  /** Every way to look at it answers as documented. */
  async function seesEverything(lin: Stranger, { id, contactId, customerId }: Body): Promise<void> {
    const period = { from: '2026-01-01', to: '2030-01-01' };
    await lin.ask('ComplaintViews.timeline', { id });
    await lin.ask('ComplaintViews.deadlines', { id });
    await lin.ask('ComplaintViews.asOf', { id, revision: 2 });
    await lin.ask('ComplaintViews.difference', { id, from: 0, to: 4 });
    await lin.ask('ComplaintViews.list', { limit: 1 });
    await lin.ask('ContactViews.one', { id: contactId });
    await lin.ask('ContactViews.list', { customerId });
    await lin.ask('CustomerViews.archive', { id: customerId });
    for (const groupBy of ['staff', 'unit', 'day']) {
      await lin.ask('PerformanceViews.report', { ...period, groupBy });
    }
    await lin.ask('PerformanceViews.entries', { ...period, figure: 'replied' });
    await lin.ask('WorkbenchView.workbench');
    await lin.ask('DirectoryViews.units');
    await lin.ask('DirectoryViews.staff');
    await lin.ask('Auth.methods');
    await lin.ask('Health.ready');
  }
});
