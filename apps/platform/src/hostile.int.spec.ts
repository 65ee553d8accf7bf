/**
 * Requests nobody means well with, made from the platform's own document: 2,000 of them, or as
 * many as HOSTILE_REQUESTS says; HOSTILE_SEED tells which (both are told when one fails).
 */
import { roles, type Role } from '@taizhang/contracts/organisation';
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { until, type Person } from './api.fixtures';
import { Case, type StepName } from './complaint-steps.fixtures';
import { ApiDocument } from './document.fixtures';
import { HostileRequests, type HostileRequest } from './hostile-requests.fixtures';
import { mark } from './hostile-values.fixtures';
import { TestPlatform } from './platform.fixtures';
import { Wire, codeOf, type WireAnswer } from './wire.fixtures';

const requests = Number(process.env['HOSTILE_REQUESTS'] ?? 2_000);
const firstSeed = Number(process.env['HOSTILE_SEED'] ?? 1);
const atOnce = 12;
const perBatch = 250;
/** What hangs takes longer on any machine. */
const answerMsMax = 30_000;

jest.setTimeout(60_000 + requests * 40);

let platform: TestPlatform;
let api: ApiDocument;
let wire: Wire;
let everything: Person;
let hostile: HostileRequests;
const tokens = new Map<string, string>();

beforeAll(async () => {
  platform = await TestPlatform.start();
  api = await ApiDocument.read(platform.url);
  wire = new Wire(platform.url);
  const unit = await platform.unit('城东处理班');
  everything = await platform.hire('everything', unit, ...roles);
  tokens.set('everything', everything.token);
  await Promise.all(
    roles.map(async (role: Role) => {
      tokens.set(role, (await platform.hire(`the-${role}`, unit, role)).token);
    }),
  );
  const known = [...(await somethingToHit(unit)), unit, ...(await readModelNames())];
  const often = Array.from({ length: 12 }, () => 'everything');
  hostile = new HostileRequests(api, known, [...often, ...roles, 'nobody']);
});

afterAll(async () => {
  wire?.close();
  await platform?.stop();
});

/** Customers, contacts, cases of every kind, and people nobody here needs. */
async function somethingToHit(unit: string): Promise<string[]> {
  const customer = await everything.does('customers', { name: '王秀英', kind: 'resident' });
  const contacts = await Promise.all(
    [1, 2, 3].map(() => everything.does('contacts', { channel: 'hotline' })),
  );
  const cases: Case[] = [];
  const lasts: (StepName | null)[] = [null, 'dispatch', 'adjudication', 'closure'];
  for (const last of lasts) {
    const complaint = await Case.lodge(everything, { customerId: customer.id });
    cases.push(complaint);
    if (last) await complaint.dispatch(everything, unit);
    if (last === 'adjudication' || last === 'closure') await complaint.handle(everything, last);
  }
  const words = { area: 'urban', place: '和平路1号', channel: 'hotline', statement: '停电了' };
  const faults = await Promise.all(
    [1, 2].map(() => everything.does('faults', { class: 'low-voltage', ...words })),
  );
  const inquiry = { kind: 'bill', channel: 'hotline', statement: '电费怎么这么多' };
  const inquiries = await Promise.all([1, 2].map(() => everything.does('inquiries', inquiry)));
  const days = { from: '2026-01-01', to: '2026-03-31' };
  const period = await everything.does('assessment-periods', { name: '一季度', ...days });
  const staff = await Promise.all(
    ['victim-1', 'victim-2'].map((name) => platform.register(name, unit, 'handler')),
  );
  const all = [customer, ...contacts, ...cases, ...faults, ...inquiries, period, ...staff];
  return all.map(({ id }) => id);
}

type Status = { items: ReadModelStatus[] };
const readModels = async () => (await everything.get<Status>('operations/read-models')).body.items;
const readModelNames = async () => ['all', ...(await readModels()).map(({ name }) => name)];

/** Problems of every address there is, documented once and not per operation. */
const general = [
  ...['no-such-address', 'address-too-long', 'request-malformed', 'headers-too-large'],
  ...['media-type-unsupported', 'json-invalid', 'body-too-large'],
];

/** What is wrong with an answer; nothing with a good one. */
function faultsOf(request: HostileRequest, answer: WireAnswer): string[] {
  const { status, text, tookMs, headers } = answer;
  const contentType = String(headers['content-type'] ?? '');
  const code = codeOf(answer);
  const faults: string[] = [];
  const fault = (is: boolean, what: string) => is && faults.push(what);
  // Who waits for the end of all positions waits in vain, and is told so.
  const waits = request.headers?.['Taizhang-Wait-For'] === '9223372036854775807';
  fault(status >= 500 && !(status === 503 && waits), `${status} ${code}`);
  fault(tookMs > answerMsMax, `took ${Math.round(tookMs)} ms`);
  if (status >= 400) {
    fault(!contentType.startsWith('application/problem+json'), `${status} is ${contentType}`);
    fault(request.method !== 'HEAD' && !isProblem(answer), `${status} is no problem document`);
    fault(text.includes(mark), `${status} ${code} repeats what was sent`);
    fault(JSON.stringify(headers).includes(mark), `${status} ${code} repeats it in a header`);
  }
  if (request.method === request.operation.method && !general.includes(code)) {
    const body: unknown = text === '' ? null : JSON.parse(text);
    faults.push(...api.surprises(request.operation, { status, contentType, body }));
  }
  return faults;
}

function isProblem({ status, text }: WireAnswer): boolean {
  const problem = JSON.parse(text) as Record<string, unknown>;
  const words = ['type', 'title', 'code', 'detail', 'remedy'];
  return problem['status'] === status && words.every((name) => isWord(problem[name]));
}
const isWord = (value: unknown) => typeof value === 'string' && value.length > 0;

async function attempt(request: HostileRequest): Promise<{ status: number; faults: string[] }> {
  const token = tokens.get(request.by);
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...request.headers };
  try {
    const answer = await wire.send({ ...request, headers });
    return { status: answer.status, faults: faultsOf(request, answer) };
  } catch (error) {
    return { status: 0, faults: [`no answer: ${(error as Error).message}`] };
  }
}

const shown = ({ operation, by, method, path, headers, body }: HostileRequest) => {
  const sent = [method, path, JSON.stringify(headers), String(body)].map((s) => s.slice(0, 300));
  return `${operation.operationId} as ${by}: ${sent.join(' ')}`;
};

/** With the seed that makes each of them again. */
function* allRequests(): Generator<{ seed: number; request: HostileRequest }> {
  for (let made = 0; made < requests; made += perBatch) {
    const seed = firstSeed + made / perBatch;
    const batch = hostile.sample(Math.min(perBatch, requests - made), seed);
    for (const request of batch) yield { seed, request };
  }
}

async function sendAll(): Promise<{ counts: Record<number, number>; faults: string[] }> {
  const counts: Record<number, number> = {};
  const faults: string[] = [];
  const due = allRequests();
  const work = async () => {
    for (const { seed, request } of due) {
      const { status, faults: found } = await attempt(request);
      counts[status] = (counts[status] ?? 0) + 1;
      if (found.length > 0) faults.push(`seed ${seed}: ${found.join('; ')}\n  ${shown(request)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { counts, faults };
}

describe('Hostile requests', () => {
  it('are all answered, refused in words, and never repeated to whoever sent them', async () => {
    const { counts, faults } = await sendAll();
    expect(faults.slice(0, 20)).toEqual([]);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(requests);
    // A generator whose requests all fail at the door would find nothing behind it.
    const accepted = [200, 201, 202, 204].reduce((sum, status) => sum + (counts[status] ?? 0), 0);
    expect(accepted).toBeGreaterThan(requests / 12);
  });

  it('leave nothing behind that a read model could not be built from again', async () => {
    // Some were paused on the way: nobody begins anew over them unasked.
    await everything.post('operations/read-models/all/rebuild', {}, { method: 'DELETE' });
    const calm = (models: ReadModelStatus[]) =>
      models.every(({ state, lag, rebuild }) => {
        const works = rebuild && ['running', 'switching'].includes(rebuild.state);
        return state === 'live' && lag === 0 && !works;
      });
    const before = await until(readModels, calm, 30_000);
    expect(before.filter(({ rebuild }) => rebuild?.state === 'failed')).toEqual([]);
    await everything.post('operations/read-models/all/rebuild', { compare: true });
    const compared = await until(
      readModels,
      (models) => models.every(({ rebuild }) => rebuild?.state === 'done'),
      30_000,
    );
    expect(compared.map(({ rebuild }) => rebuild!.differences)).toEqual(compared.map(() => 0));
  });

  it('stop nothing that runs by itself', async () => {
    const { rows } = await platform.database.pool.query<{ failure: string | null }>(
      'SELECT consumer, failure FROM exchange.checkpoints WHERE failure IS NOT NULL',
    );
    expect(rows).toEqual([]);
    const health = await wire.send({ method: 'GET', path: '/health/ready' });
    expect(health.status).toBe(200);
  });
});
