/** Stories that cross the contexts: each is told once over HTTP, the exchange does the rest. */
import type { Account, Callback, Fault, Inquiry, OpenCase } from '@taizhang/contracts/views';
import { randomUUID } from 'node:crypto';
import { until, type Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

const accountNumber = '3301000077';

let platform: TestPlatform;
let unitId: string;
let agent: Person;
let crew: Person;
let billing: Person;
let assessor: Person;
let supervisor: Person;
let customerId: string;
let supplyPointId: string;

beforeAll(async () => {
  // Monday morning in Shanghai.
  platform = await TestPlatform.start({ at: '2026-03-02T01:00:00.000Z' });
  unitId = await platform.unit('城关供电所');
  [agent, crew, billing, assessor, supervisor] = (await Promise.all(
    (['agent', 'crew', 'billing', 'assessor', 'supervisor'] as const).map((role) =>
      platform.hire(role, unitId, role),
    ),
  )) as [Person, Person, Person, Person, Person];
  const customer = await agent.does('customers', {
    ...{ name: '陈桂兰', kind: 'resident', phones: ['13800000077'] },
  });
  customerId = customer.id;
  const place = { accountNumber, meterNumber: 'M0000077', address: '滨河路 8 号', area: 'urban' };
  const point = await agent.does(`customers/${customerId}/supply-points`, place, {
    ifMatch: customer.revision,
  });
  supplyPointId = (point as unknown as { supplyPointId: string }).supplyPointId;
});
afterAll(() => platform?.stop());

/** What can be read once the exchange and the read models have done their work. */
const arriving = <T extends object>(path: string, holds: (one: T) => boolean) =>
  until(
    async () => (await supervisor.get<T & { revision: number }>(path)).body,
    (one) => 'revision' in one && holds(one),
  );

const caseSteps = async (
  path: string,
  revision: number,
  steps: readonly (readonly [Person, string, object])[],
) => {
  let ifMatch = revision;
  for (const [who, step, body] of steps) {
    ({ revision: ifMatch } = await who.does(`${path}/${step}`, body, { ifMatch }));
  }
};

async function contact(type: string): Promise<{ id: string; revision: number }> {
  const classification = { type, topic: 'bill', summary: '电费翻倍' };
  return agent.does('contacts', { channel: 'hotline', customerId, classification });
}

const repair = (faultId: string, revision: number) =>
  caseSteps(`faults/${faultId}`, revision, [
    [supervisor, 'dispatch', { toUnitId: unitId }],
    [crew, 'arrival', {}],
    [crew, 'cause', { cause: 'equipment', findings: '表箱开关被拉开' }],
    [crew, 'restoration', { result: '已合闸送电' }],
    [crew, 'verification', { means: 'on-site' }],
    [crew, 'closure', {}],
  ]);

async function callbackFor(caseId: string): Promise<Callback> {
  const due = async () => (await assessor.get<{ items: Callback[] }>('callbacks')).body.items;
  const items = await until(due, (all) => all.some((one) => one.caseId === caseId));
  return items.find((one) => one.caseId === caseId)!;
}

/** The customer is called and is not content. */
async function dissatisfied(caseId: string): Promise<void> {
  const { id, revision } = await callbackFor(caseId);
  const score = { score: 1, comment: '还是不对' };
  await assessor.does(`callbacks/${id}/score`, score, { ifMatch: revision });
}

describe('Somebody cut off by mistake', () => {
  let faultId: string;

  it('gets a crew and a complaint by themselves, under the numbers announced', async () => {
    const meters = await platform.hire('meters', unitId, 'integration');
    const cut = { type: 'SupplyCut', data: { accountNumber, cause: 'arrears' } };
    const fact = { ...cut, id: 'cut-1', source: 'meters', at: platform.clock.now() };
    type Told = { items: { verdict: string }[] };
    await until(
      async () => (await meters.post<Told>('inbound/facts', { facts: [fact] })).body.items[0]!,
      ({ verdict }) => verdict !== 'unknown-account',
    );
    const mistaken = async () =>
      (await billing.get<{ items: Account[] }>('accounts?list=mistaken')).body.items;
    const [account] = await until(mistaken, (items) => items.length === 1);
    faultId = account!.faultId!;
    const fault = await arriving<Fault>(`faults/${faultId}`, ({ status }) => status === 'graded');
    expect(fault).toMatchObject({
      ...{ grade: 'urgent', grounds: ['mistaken-disconnection'] },
      ...{ customerId, supplyPointId, place: '滨河路 8 号' },
    });
    const complaint = await arriving(`complaints/${account!.complaintId}`, () => true);
    expect(complaint).toMatchObject({
      ...{ category: 'outage.execution', severity: 'important', customerId, status: 'lodged' },
    });
  });

  it('is called back once the fault is closed', async () => {
    const { revision } = await arriving<Fault>(`faults/${faultId}`, () => true);
    await repair(faultId, revision);
    await arriving<Fault>(`faults/${faultId}`, ({ status }) => status === 'closed');
    expect(await callbackFor(faultId)).toMatchObject({ customerId, kind: 'satisfaction', unitId });
  });

  it('who is not content gets the fault back, with new promises', async () => {
    await dissatisfied(faultId);
    const fault = await arriving<Fault>(`faults/${faultId}`, ({ status }) => status === 'reopened');
    expect(fault).toMatchObject({ reopenings: 1, nextPromise: 'fault-dispatch' });
  });
});

describe('A report of no supply that is a matter of arrears', () => {
  it('is billing’s to answer, and no crew’s', async () => {
    const told = { class: 'low-voltage', area: 'urban', place: '滨河路 8 号', statement: '没电' };
    const report = { ...told, customerId, supplyPointId, channel: 'hotline' };
    const { id, revision } = await supervisor.does('faults', report);
    const triage = { outcome: 'arrears', note: '客户收到过停电通知' };
    await supervisor.does(`faults/${id}/triage`, triage, { ifMatch: revision });
    const opened = async () =>
      (await billing.get<{ items: Inquiry[] }>(`inquiries?customerId=${customerId}`)).body.items;
    const [inquiry] = await until(opened, (items) => items.length === 1);
    expect(inquiry).toMatchObject({
      ...{ kind: 'arrears', status: 'opened', statement: '客户收到过停电通知' },
    });
  });
});

describe('A question about a bill', () => {
  let inquiryId: string;
  const inquiry = (holds: (one: Inquiry) => boolean) =>
    arriving<Inquiry>(`inquiries/${inquiryId}`, holds);

  it('routed from the telephone becomes an inquiry', async () => {
    const { id, revision } = await contact('inquiry');
    const routing = { to: 'billing-inquiries', category: 'bill', statement: '电费翻倍' };
    const answer = await agent.does(
      `contacts/${id}/routing`,
      { ...routing, supplyPointId },
      { ifMatch: revision },
    );
    inquiryId = (answer as unknown as { caseId: string }).caseId;
    expect(await inquiry(() => true)).toMatchObject({
      ...{ kind: 'bill', status: 'opened', customerId, supplyPointId, contactId: id },
      ...{ statement: '电费翻倍', nextPromise: 'inquiry-answer' },
    });
  });

  it('whose answer did not satisfy is open again', async () => {
    const { revision } = await inquiry(() => true);
    await caseSteps(`inquiries/${inquiryId}`, revision, [
      [billing, 'verification', { supplyPointId }],
      [billing, 'kind', { kind: 'bill' }],
      [billing, 'answer', { answer: '抄表无误。' }],
      [billing, 'closure', {}],
    ]);
    await inquiry(({ status }) => status === 'closed');
    expect(await urged()).toBe('contact-case-not-open');
    await dissatisfied(inquiryId);
    const reopened = await inquiry(({ status }) => status === 'reopened');
    expect(reopened).toMatchObject({ reopenings: 1, nextPromise: 'inquiry-answer' });
  });

  it('can be urged while it is open', async () => {
    const open = { customerId };
    const { items } = (await agent.post<{ items: OpenCase[] }>('cases/open', open)).body;
    expect(items).toContainEqual(expect.objectContaining({ id: inquiryId, kind: 'inquiry' }));
    await until(urged, (code) => code === 'accepted');
    expect(await inquiry(({ urges }) => urges === 1)).toMatchObject({ status: 'reopened' });
  });

  /** What somebody is told who asks where it stays. */
  async function urged(): Promise<string> {
    const { id, revision } = await contact('urge');
    const body = { caseId: inquiryId, statement: '还没有答复' };
    const options = { key: randomUUID(), ifMatch: revision };
    const answer = await agent.post(`contacts/${id}/urging`, body, options);
    return answer.status < 300 ? 'accepted' : String(answer.body['code']);
  }
});
