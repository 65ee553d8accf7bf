/** Faults from the telephone to the callback, through the whole house. */
import type { Contact, Customer, Fault, OpenCase } from '@taizhang/contracts/views';
import { derivedId, instant, type ActorId } from '@taizhang/kernel';
import { randomUUID } from 'node:crypto';
import { until, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let repair: string;
let agent: Person;
let crew: Person;
let otherCrew: Person;
let supervisor: Person;
let customerId: string;
let supplyPointId: string;

const words = { zh: '整栋楼没电' };

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-02T02:00:00.000Z' });
  repair = await platform.unit('抢修班');
  const other = await platform.unit('二班');
  [agent, crew, otherCrew, supervisor] = await Promise.all([
    platform.hire('agent', repair, 'agent'),
    platform.hire('crew', repair, 'crew'),
    platform.hire('other', other, 'crew'),
    platform.hire('supervisor', other, 'supervisor'),
  ]);
  const customer = await agent.does('customers', { name: '王秀英', kind: 'resident' });
  customerId = customer.id;
  const connected = await agent.does(
    `customers/${customerId}/supply-points`,
    { accountNumber: '0400012345', meterNumber: 'M20240001', address: '朝阳路1号', area: 'urban' },
    { ifMatch: customer.revision },
  );
  supplyPointId = (connected as unknown as { supplyPointId: string }).supplyPointId;
});

afterAll(() => platform?.stop());

async function contact(type: string, more: object = {}) {
  const classification = { type, topic: 'outage', summary: words.zh };
  return agent.does('contacts', { channel: 'hotline', customerId, classification, ...more });
}

async function routed(body: object): Promise<string> {
  const { id, revision } = await contact('fault');
  const statement = words.zh;
  const answer = await agent.does(
    `contacts/${id}/routing`,
    { to: 'faults', category: 'low-voltage', statement, supplyPointId, ...body },
    { ifMatch: revision },
  );
  return (answer as unknown as { caseId: string }).caseId;
}

const faultOf = (id: string, holds: (fault: Fault) => boolean) =>
  until(
    async () => (await supervisor.get<Fault>(`faults/${id}`)).body,
    (fault) => fault.status !== undefined && holds(fault),
  );

async function does(who: Person, fault: Fault, step: string, body: object = {}) {
  const at = { ifMatch: fault.revision };
  const { position } = await who.does(`faults/${fault.id}/${step}`, body, at);
  const answer = await who.get<Fault>(`faults/${fault.id}`, { waitFor: position });
  return answer.body;
}

async function repaired(fault: Fault): Promise<Fault> {
  let now = await does(supervisor, fault, 'dispatch', { toUnitId: repair });
  for (const [step, body] of [
    ['departure', {}],
    ['arrival', {}],
    ['cause', { cause: 'equipment', findings: '接头烧断' }],
    ['restoration', { result: '已更换' }],
    ['verification', { means: 'on-site' }],
    ['closure', {}],
  ] as const) {
    now = await does(crew, now, step, body);
  }
  return now;
}

it('a routed report is repaired in a few taps, and everything is on record', async () => {
  const id = await routed({ grounds: ['danger-to-life'] });
  const fault = await faultOf(id, ({ status }) => status === 'graded');
  expect(fault).toMatchObject({ grade: 'urgent', place: '朝阳路1号', area: 'urban', unitId: null });
  expect(fault.nextPromise).toBe('fault-dispatch');
  const closed = await repaired(fault);
  expect(closed).toMatchObject({ status: 'closed', missed: 0, cause: 'equipment', unitId: repair });
  const { body } = await supervisor.get<{ items: unknown[] }>(`faults/${id}/timeline`);
  expect(body.items).toHaveLength(closed.events);
  const past = await supervisor.get(`faults/${id}/as-of?revision=3`);
  expect(past.body).toMatchObject({ fault: { status: 'dispatched' }, lastRevision: 9 });
  const archive = await agent.get<{ customer: Customer; faults: Fault[] }>(
    `customers/${customerId}`,
  );
  expect(archive.body.customer).toMatchObject({ faults: 1, openFaults: 0 });
  expect(archive.body.faults.map((one) => one.id)).toEqual([id]);
});

it('is told what cannot be understood, instead of losing it', async () => {
  const { id, revision } = await contact('fault');
  const route = async (body: object) => {
    const told = { to: 'faults', category: 'low-voltage', statement: '没电', supplyPointId };
    const options = { key: randomUUID(), ifMatch: revision };
    const answer = await agent.post(`contacts/${id}/routing`, { ...told, ...body }, options);
    return answer.body['code'];
  };
  expect(await route({ category: 'business.tariff' })).toBe('contact-category-unknown');
  expect(await route({ severity: 'general' })).toBe('contact-severity-unknown');
  expect(await route({ supplyPointId: null })).toBe('contact-place-missing');
  expect(await route({ supplyPointId: 'supplypoint-0' })).toBe('supply-point-unknown');
  expect(await route({ outageId: 'outage-0' })).toBe('outage-unknown');
  expect(await route({ to: 'complaints', category: 'business.tariff' })).toBe(
    'contact-not-a-complaint',
  );
});

it('crews act on what they were sent to, and on nothing else', async () => {
  const id = await routed({});
  const fault = await faultOf(id, ({ status }) => status === 'graded');
  const sent = await does(supervisor, fault, 'dispatch', { toUnitId: repair });
  const options = { key: randomUUID(), ifMatch: sent.revision };
  const answer = await otherCrew.post(`faults/${id}/arrival`, {}, options);
  expect(answer).toMatchObject({ status: 403, body: { code: 'other-unit' } });
  expect((await crew.post(`faults/${id}/dispatch`, { toUnitId: repair }, options)).status).toBe(
    403,
  );
  expect(await does(crew, sent, 'arrival')).toMatchObject({ status: 'arrived' });
});

it('a missed arrival is recorded when the clock passes it', async () => {
  const id = await routed({});
  await faultOf(id, ({ status }) => status === 'graded');
  platform.clock.set(instant(Date.parse(platform.clock.now()) + 50 * 60_000));
  const late = await faultOf(id, ({ missed }) => missed === 2);
  expect(late.promises.map(({ promise, state }) => [promise, state])).toEqual([
    ['fault-dispatch', 'missed'],
    ['arrival-urban', 'missed'],
    ['arrival-urban-hard-stop', 'running'],
  ]);
});

it('reports linked to an outage come back with it', async () => {
  const startsAt = platform.clock.now();
  const endsAt = instant(Date.parse(startsAt) + 3_600_000);
  const outage = { kind: 'fault', area: 'urban', place: '城东片', startsAt, endsAt };
  const { id: outageId } = await supervisor.does('outages', outage);
  const id = await routed({ outageId });
  const waiting = await faultOf(id, ({ status }) => status === 'triaged');
  expect(waiting).toMatchObject({ triage: 'known-outage', nextPromise: null });
  const { revision } = await until(
    async () => (await supervisor.get<{ items: { revision: number }[] }>('outages')).body.items[0]!,
    (one) => one.revision === 1,
  );
  await supervisor.does(`outages/${outageId}/restoration`, {}, { ifMatch: revision });
  expect(await faultOf(id, ({ status }) => status === 'restored')).toMatchObject({ outageId });
  // Reported when it is over already: restored at once.
  const late = await routed({ outageId });
  await faultOf(late, ({ status }) => status === 'restored');
});

it('an urging is written on the case it names, and needs one', async () => {
  const id = await routed({});
  await faultOf(id, ({ status }) => status === 'graded');
  const { items } = (await agent.post<{ items: OpenCase[] }>('cases/open', { supplyPointId })).body;
  expect(items.map((one) => one.id)).toContain(id);
  const urging = await contact('urge');
  const nothing = { caseId: 'fault-0', statement: '还要多久' };
  const options = { key: randomUUID(), ifMatch: urging.revision };
  const refused = await agent.post(`contacts/${urging.id}/urging`, nothing, options);
  expect(refused.body['code']).toBe('contact-case-not-open');
  const body = { caseId: id, statement: '还要多久' };
  await agent.does(`contacts/${urging.id}/urging`, body, { ifMatch: urging.revision });
  await faultOf(id, ({ urges }) => urges === 1);
});

it('a suggestion is owed a reply, praise names who earned it', async () => {
  const suggestion = await contact('suggestion');
  const path = `contacts/${suggestion.id}`;
  const promised = await agent.does(`${path}/promised-reply`, {}, { ifMatch: suggestion.revision });
  const waiting = await agent.get<Contact>(path, { waitFor: promised.position });
  expect(waiting.body).toMatchObject({ status: 'awaiting-reply' });
  expect(waiting.body.replyDueAt).not.toBeNull();
  const told = { ifMatch: promised.revision };
  const { position } = await agent.does(`${path}/reply`, { reply: '已采纳' }, told);
  const answered = await agent.get<Contact>(path, { waitFor: position });
  expect(answered.body).toMatchObject({ status: 'answered', answer: '已采纳', replyDueAt: null });
  const praise = await contact('praise');
  const { staffId } = (await crew.get<{ staffId: string }>('auth/me')).body;
  const body = { staffId, words: '雨夜抢修，非常感谢' };
  await agent.does(`contacts/${praise.id}/praise`, body, { ifMatch: praise.revision });
});

/** What other contexts publish, as their services would append it. */
async function published(stream: string, type: string, data: object) {
  const { openLedger } = await import('@taizhang/platform/ledger');
  const { openPool } = await import('@taizhang/platform/database');
  const pool = openPool(platform.database.url, { max: 2 });
  const ledger = await openLedger({ pool, dataDir: platform.dataDir });
  const at = platform.clock.now();
  const id = derivedId(stream, type);
  const context = { commandId: id, correlationId: id, causationId: id, channel: 'api', unit: null };
  const event = { id, type, data, at, by: 'staff-billing' as ActorId, version: 1, context };
  await ledger.log(platform.clock).append(stream, [event], { expected: 'any' });
  await ledger.close();
  await pool.end();
}

it('somebody cut off by mistake gets a crew and a complaint at once', async () => {
  const [faultId, complaintId] = ['fault-mistake1', 'complaint-mistake1'];
  await published('account-1', 'MistakenDisconnectionFound', {
    ...{
      customerId,
      supplyPointId,
      area: 'urban',
      place: '朝阳路1号',
      statement: '已缴费仍被停电',
    },
    ...{ unitId: null, disconnectedAt: platform.clock.now(), faultId, complaintId },
  });
  const fault = await faultOf(faultId, ({ status }) => status === 'graded');
  expect(fault).toMatchObject({ grade: 'urgent', grounds: ['mistaken-disconnection'] });
  const complaint = await until(
    async () => (await supervisor.get(`complaints/${complaintId}`)).body,
    ({ status }) => status === 'lodged',
  );
  expect(complaint).toMatchObject({ category: 'outage.execution', severity: 'important' });
});

it('who is called back and not content gets the case back', async () => {
  const id = await routed({});
  const closed = await repaired(await faultOf(id, ({ status }) => status === 'graded'));
  const scored = { customerId, handlerId: closed.handlerId, unitId: repair, score: 2 };
  await published('callback-1', 'CallbackScored', {
    ...{ ...scored, callbackId: 'callback-1', caseId: id, dissatisfied: true, comment: '又停了' },
  });
  const reopened = await faultOf(id, ({ status }) => status === 'reopened');
  expect(reopened).toMatchObject({ reopenings: 1, unitId: null, nextPromise: 'fault-dispatch' });
});

it('a complaint is urged, and opened again for who is not content, with new promises', async () => {
  const complaint = await Case.lodge(supervisor, { customerId });
  const { id } = complaint;
  const urging = await contact('urge');
  await until(
    async () => (await agent.post<{ items: OpenCase[] }>('cases/open', { customerId })).body.items,
    (items) => items.some((one) => one.id === id),
  );
  const body = { caseId: id, statement: '还没有答复' };
  await agent.does(`contacts/${urging.id}/urging`, body, { ifMatch: urging.revision });
  const complaintNow = async () => (await supervisor.get(`complaints/${id}`)).body;
  const urged = await until(complaintNow, ({ urges }) => urges === 1);
  complaint.revision = Number(urged['revision']);
  await complaint.dispatch(supervisor, repair);
  await complaint.handle(supervisor, 'closure');
  const scored = { customerId, handlerId: null, unitId: repair, score: 1 };
  await published('callback-2', 'CallbackScored', {
    ...{ ...scored, callbackId: 'callback-2', caseId: id, dissatisfied: true, comment: '没退费' },
  });
  const reopened = await until(complaintNow, ({ status }) => status === 'reopened');
  expect(reopened).toMatchObject({ reopenings: 1, nextPromise: 'complaint-contact' });
});

it('an important user is promised a crew sooner, and everybody sees by when', async () => {
  const hospital = { name: '县人民医院', kind: 'important' };
  const { id } = await agent.does('customers', hospital);
  const where = { area: 'urban', place: '和平路1号', channel: 'hotline', statement: '全院停电' };
  const reported = await crew.does('faults', { customerId: id, class: 'high-voltage', ...where });
  const fault = await faultOf(reported.id, ({ events }) => events > 0);
  const names = fault.promises.map(({ promise }) => promise);
  expect(names).toEqual(
    expect.arrayContaining(['important-user-dispatch', 'important-user-arrival', 'arrival-urban']),
  );
  const due = (name: string) => fault.promises.find(({ promise }) => promise === name)!.dueAt;
  const minutes =
    (Date.parse(due('arrival-urban')) - Date.parse(due('important-user-arrival'))) / 60_000;
  expect(minutes).toBe(15);
});

it('a report names no supply point of another customer, and none without its customer', async () => {
  const { id } = await agent.does('customers', { name: '李四', kind: 'resident' });
  const where = { area: 'urban', place: '和平路2号', channel: 'hotline', statement: '没电' };
  const told = { class: 'low-voltage', supplyPointId, ...where };
  for (const customerId of [id, null]) {
    const key = randomUUID();
    const { body } = await crew.post('faults', { ...told, customerId }, { key });
    expect(body).toMatchObject({ status: 422, code: 'supply-point-unknown' });
  }
});
