/** The `.http` file beside each service is run from top to bottom: what it shows must work. */
import type { Role } from '@taizhang/contracts/organisation';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform, password } from './platform.fixtures';

let platform: TestPlatform;

const services = ['intake', 'complaints', 'billing-inquiries', 'assessment', 'views'];

/** What the files speak of, as the demonstration has it on any day they name. */
beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-11-20T02:00:00.000Z' });
  const unit = await platform.unit('投诉处理班');
  const hire = (role: Role, username: string = role) => platform.hire(username, unit, role);
  const [supervisor, handler, meters] = await Promise.all([
    hire('supervisor'),
    hire('handler'),
    hire('integration', 'meters'),
    ...(['agent', 'operator', 'billing', 'assessor'] as const).map((role) => hire(role)),
  ]);
  const complaint = await Case.lodge(supervisor);
  await complaint.dispatch(supervisor, unit);
  const { id: customerId, revision } = await supervisor.does('customers', {
    ...{ name: '王秀英', kind: 'resident' },
  });
  const { accountNumber } = overdue.data;
  const point = { accountNumber, meterNumber: 'M0000012', address: '东街 1 号', area: 'urban' };
  await supervisor.does(`customers/${customerId}/supply-points`, point, { ifMatch: revision });
  const closed = await Case.lodge(supervisor, { customerId });
  await closed.dispatch(supervisor, unit);
  await closed.handle(handler, 'closure');
  // The account was connected a moment ago.
  const tell = () => meters.post<Told>('inbound/facts', { facts: [overdue] });
  await until(tell, ({ body }) => body.items[0]?.verdict !== 'unknown-account');
});

type Told = Readonly<{ items: readonly { verdict: string }[] }>;

const overdue = {
  ...{ id: 'bill-1', source: 'meters', type: 'BillIssued', at: '2026-10-05T02:00:00.000Z' },
  data: {
    ...{ accountNumber: '0400024681', billId: 'B202609-1', tariff: 'resident', energyWh: 200_000 },
    ...{ from: '2026-09-01', until: '2026-09-30', amountFen: 12_059, dueOn: '2026-10-20' },
  },
};

afterAll(() => platform?.stop());

type HttpRequest = Readonly<{ name?: string; title: string; lines: readonly string[] }>;

const source = (service: string) =>
  readFileSync(join(__dirname, `../../${service}/requests.http`), 'utf8');

/** Requests are parted by `###`; `# @name` tells how later ones refer to the answer. */
const requestsOf = (text: string): HttpRequest[] =>
  text
    .split(/^###/m)
    .slice(1)
    .map((block) => {
      const [title = '', ...lines] = block.trim().split('\n');
      const name = lines.map((line) => /^# @name (\w+)$/.exec(line)?.[1]).find((found) => found);
      const shown = lines.filter((line) => !line.startsWith('#'));
      return { ...(name && { name }), title: title.trim(), lines: shown };
    });

class Session {
  private readonly answers = new Map<string, { headers: Headers; body: unknown }>();

  constructor(private readonly variables: Readonly<Record<string, string>>) {}

  async run({ name, title, lines }: HttpRequest): Promise<void> {
    const gap = lines.includes('') ? lines.indexOf('') : lines.length;
    const [first, ...rest] = lines.slice(0, gap).map((line) => this.filledIn(line));
    const [method, address] = first!.split(' ');
    const body = this.filledIn(lines.slice(gap + 1).join('\n'));
    const headers = rest.map((line) => line.split(/: (.*)/, 2) as [string, string]);
    const response = await fetch(address!, { method: method!, headers, ...(body && { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${title} ${response.status} ${text}`);
    if (name) this.answers.set(name, { headers: response.headers, body: JSON.parse(text) });
  }

  private filledIn = (text: string) =>
    text.replace(/\{\{([^}]+)\}\}/g, (_, expression: string) => this.valueOf(expression));

  private valueOf(expression: string): string {
    if (expression === '$guid') return randomUUID();
    const variable = this.variables[expression];
    if (variable !== undefined) return variable;
    const [, name = '', part, path = ''] =
      /^(\w+)\.response\.(headers|body)\.(?:\$\.)?(.+)$/.exec(expression) ?? [];
    const answer = this.answers.get(name);
    const names = path.split(/[.[\]]+/).filter((step) => step !== '');
    const found =
      part === 'headers'
        ? answer?.headers.get(path)
        : names.reduce<unknown>(
            (at, step) => (at as Record<string, unknown>)?.[step],
            answer?.body,
          );
    if (typeof found !== 'string') throw new Error(`There is no ${expression}`);
    return found;
  }
}

describe('The requests beside a service', () => {
  it.each(services)('all work: %s', async (service) => {
    const session = new Session({ url: `${platform.url}/api`, password });
    const requests = requestsOf(source(service));
    expect(requests.length).toBeGreaterThan(4);
    for (const request of requests) await session.run(request);
  });

  it('are told only addresses of this machine and the password of the demonstration', () => {
    for (const service of services) {
      const variables = [...source(service).matchAll(/^@(\w+) = (.*)$/gm)];
      expect(variables.map(([, name, value]) => [name, value])).toEqual([
        ['url', 'http://127.0.0.1:8080/api'],
        ['password', 'taizhang-demo'],
      ]);
    }
  });
});
