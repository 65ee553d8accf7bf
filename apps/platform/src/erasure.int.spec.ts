/** A person is erased: nothing of theirs is readable anywhere, and no number changes. */
import type { Account, Callback, Customer, ErasureReceipt } from '@taizhang/contracts/views';
import { systemClock } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { openLedger } from '@taizhang/platform/ledger';
import { rebuild } from '@taizhang/projections';
import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { until, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';
import { readModels } from './services';

jest.setTimeout(60_000);

/** Whatever a word of the person might be found by. */
const traces = {
  name: '欧阳翠萍',
  phone: '13912345678',
  address: '落霞巷 47 号',
  account: '3301999947',
  meter: 'M9999947',
  early: '先说一句灯泡老闪',
  earlyInquiry: '柜台问阶梯怎么算',
  complaint: '抄表员把我家电表抄错两回',
  remedy: '请当面道歉并退钱',
  fault: '后院电杆冒火花',
  inquiry: '夏天电费是往年三倍',
  answer: '已向翠萍解释阶梯电价',
  note: '翠萍下午才在家',
  comment: '翠萍说还算满意',
  rating: '小伙子态度不错',
};
const bystander = { name: '司徒明远', phone: '13700001111' };
const reference = 'GR-2026-0047';
const decision = { ground: 'consent-withdrawn', requestedBy: 'person', reference };

let platform: TestPlatform;
let pool: Pool;
let unitId: string;
const people: Record<string, Person> = {};
let customerId: string;
let staffId: string;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  pool = openPool(platform.database.url);
  unitId = await platform.unit('城关供电所');
  const all = ['agent', 'handler', 'crew', 'billing', 'supervisor'] as const;
  const [worker, assessor, system, privacy, auditor] = await Promise.all([
    platform.hire('worker', unitId, ...all),
    platform.hire('assessor', unitId, 'assessor'),
    platform.hire('system', unitId, 'integration'),
    platform.hire('privacy', unitId, 'privacy-officer'),
    platform.hire('auditor', unitId, 'auditor'),
  ]);
  Object.assign(people, { assessor, system, privacy, auditor });
  for (const role of all) people[role] = worker;
  const { id } = await platform.register('leaver', unitId, 'agent');
  staffId = id;
  await people['agent']!.does('customers', {
    ...{ name: bystander.name, kind: 'resident' },
    phones: [bystander.phone],
  });
  customerId = await aLifeWithUs();
});
afterAll(async () => {
  await pool?.end();
  await platform?.stop();
});

const by = (name: string) => people[name]!;
const steps = async (
  path: string,
  revision: number,
  acts: readonly (readonly [string, string, object])[],
) => {
  let ifMatch = revision;
  for (const [who, step, body] of acts) {
    ({ revision: ifMatch } = await by(who).does(`${path}/${step}`, body, { ifMatch }));
  }
};
const arriving = <T extends object>(path: string, holds: (one: T) => boolean) =>
  until(
    async () => (await by('supervisor').get<T & { revision: number }>(path)).body,
    (one) => 'revision' in one && holds(one),
  );

/** Complaint, fault, inquiry, contacts, callbacks, a rating, a bill that was paid. */
async function aLifeWithUs(): Promise<string> {
  // What the caller says before we know who it is.
  const classification = { type: 'complaint', topic: 'bill', summary: traces.early };
  const call = await by('agent').does('contacts', {
    channel: 'hotline',
    anonymous: true,
    classification,
  });
  const customer = await by('agent').does('customers', {
    ...{ name: traces.name, kind: 'resident', phones: [traces.phone], address: traces.address },
  });
  const { id } = customer;
  const point = (await by('agent').does(
    `customers/${id}/supply-points`,
    {
      accountNumber: traces.account,
      meterNumber: traces.meter,
      address: traces.address,
      area: 'urban',
    },
    { ifMatch: customer.revision },
  )) as unknown as { supplyPointId: string };
  await steps(`contacts/${call.id}`, call.revision, [
    ['agent', 'identification', { customerId: id }],
    ['agent', 'answer', { answer: traces.answer }],
  ]);
  const complaint = await Case.lodge(by('handler'), {
    customerId: id,
    statement: traces.complaint,
    remedySought: traces.remedy,
  });
  await complaint.dispatch(by('supervisor'), unitId);
  await complaint.handle(by('handler'), 'closure');
  await aFault(id, point.supplyPointId);
  await anInquiry(id, point.supplyPointId);
  await anEarlyInquiry(point.supplyPointId);
  await aCallbackAndARating(complaint.id);
  await aPaidBill();
  return id;
}

async function aFault(id: string, supplyPointId: string): Promise<void> {
  const classification = { type: 'fault', topic: 'outage', summary: traces.fault };
  const said = { channel: 'hotline', customerId: id, classification };
  const contact = await by('agent').does('contacts', said);
  const body = { to: 'faults', category: 'low-voltage', statement: traces.fault, supplyPointId };
  const routed = (await by('agent').does(`contacts/${contact.id}/routing`, body, {
    ifMatch: contact.revision,
  })) as unknown as { caseId: string };
  const path = `faults/${routed.caseId}`;
  const { revision } = await arriving<{ status: string }>(path, () => true);
  await steps(path, revision, [
    ['supervisor', 'dispatch', { toUnitId: unitId }],
    ['crew', 'arrival', {}],
    ['crew', 'cause', { cause: 'equipment', findings: traces.note }],
    ['crew', 'restoration', { result: traces.note }],
    ['crew', 'verification', { means: 'on-site' }],
    ['crew', 'closure', {}],
  ]);
}

/** The words stand there before it is known whose they are. */
async function anEarlyInquiry(supplyPointId: string): Promise<void> {
  const statement = traces.earlyInquiry;
  const { id, revision } = await by('billing').does('inquiries', { channel: 'counter', statement });
  await steps(`inquiries/${id}`, revision, [
    ['billing', 'verification', { supplyPointId }],
    ['billing', 'kind', { kind: 'bill' }],
    ['billing', 'answer', { answer: traces.answer }],
    ['billing', 'closure', {}],
  ]);
}

async function anInquiry(id: string, supplyPointId: string): Promise<void> {
  const classification = { type: 'inquiry', topic: 'bill', summary: traces.inquiry };
  const said = { channel: 'hotline', customerId: id, classification };
  const contact = await by('agent').does('contacts', said);
  const body = { to: 'billing-inquiries', category: 'bill', statement: traces.inquiry };
  const routed = (await by('agent').does(`contacts/${contact.id}/routing`, body, {
    ifMatch: contact.revision,
  })) as unknown as { caseId: string };
  const path = `inquiries/${routed.caseId}`;
  const { revision } = await arriving<{ status: string }>(path, () => true);
  await steps(path, revision, [
    ['billing', 'verification', { supplyPointId }],
    ['billing', 'kind', { kind: 'bill' }],
    ['billing', 'answer', { answer: traces.answer }],
    ['billing', 'closure', {}],
  ]);
}

async function aCallbackAndARating(caseId: string): Promise<void> {
  const due = async () => (await by('assessor').get<{ items: Callback[] }>('callbacks')).body.items;
  const items = await until(due, (all) => all.filter((one) => one.caseId === caseId).length > 0);
  const one = items.find((callback) => callback.caseId === caseId)!;
  await steps(`callbacks/${one.id}`, one.revision, [
    ['assessor', 'attempts', { outcome: 'no-answer', note: traces.note }],
    ['assessor', 'score', { score: 4, comment: traces.comment }],
  ]);
  const link = await by('handler').post(`cases/${caseId}/rating-link`, {}, { key: randomUUID() });
  const rating = { score: 5, comment: traces.rating };
  const rated = await by('handler').post(`public/ratings/${String(link.body['token'])}`, rating);
  expect(rated.status).toBeLessThan(300);
}

async function aPaidBill(): Promise<void> {
  const at = '2026-03-02T02:00:00.000Z';
  const accountNumber = traces.account;
  const bill = { accountNumber, billId: 'B-47', from: '2026-02-01', until: '2026-02-28' };
  const due = {
    ...bill,
    energyWh: 216_000,
    tariff: 'resident',
    amountFen: 12_059,
    dueOn: '2026-03-20',
  };
  const facts = [{ type: 'BillIssued', at, data: due }].map((fact) => ({
    id: 'b',
    source: 's',
    ...fact,
  }));
  const verdict = async () =>
    (await by('system').post<{ items: { verdict: string }[] }>('inbound/facts', { facts })).body
      .items[0]!.verdict;
  await until(verdict, (one) => one !== 'unknown-account');
}

async function payTheBill(): Promise<void> {
  const data = {
    accountNumber: traces.account,
    paymentId: 'P-47',
    amountFen: 12_059,
    means: 'bank',
  };
  const fact = { type: 'PaymentReceived', at: '2026-03-03T02:00:00.000Z', data };
  const { body } = await by('system').post<{ items: { verdict: string }[] }>('inbound/facts', {
    facts: [{ id: 'p', source: 's', ...fact }],
  });
  expect(body.items[0]!.verdict).toBe('accepted');
}

/** Every table of the database as text, as a logical backup holds it. */
async function dump(): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = rows.map(async ({ name }) => {
    const table = await pool.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    return [name, table.rows.map(({ line }) => line).join('\n')] as const;
  });
  return new Map(await Promise.all(texts));
}

const found = (texts: ReadonlyMap<string, string>, words: readonly string[]) =>
  [...texts].flatMap(([table, text]) =>
    words.filter((word) => text.includes(word)).map((word) => `${table}: ${word}`),
  );

const digestOfLog = async () => {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT e::text AS line FROM ledger.events e WHERE type NOT IN
       ('PersonErased', 'ErasureCompleted', 'ProcessingRestricted', 'ProcessingRestrictionLifted')
     ORDER BY position`,
  );
  return createHash('sha256')
    .update(rows.map(({ line }) => line).join('\n'))
    .digest('hex');
};

const settled = async () => {
  const head = String(
    (await pool.query('SELECT max(position) AS head FROM ledger.events')).rows[0].head,
  );
  return (path: string) => by('supervisor').get(path, { waitFor: head });
};

const figures = async () => {
  const ask = await settled();
  const days = 'from=2026-03-01&to=2026-03-31';
  const answers = await Promise.all(
    [`performance?${days}`, `performance/entries?${days}`, 'workbench', 'promises?' + days].map(
      ask,
    ),
  );
  const { rows } = await pool.query(
    'SELECT * FROM staff_performance_v' + version('staff_performance') + '.staff_days ORDER BY id',
  );
  return { answers: answers.map(({ status, body }) => ({ status, body })), rows };
};
const version = (name: string) => readModels.find((model) => model.name === name)!.version;

const revisionOf = async (id: string) =>
  Number((await by('privacy').get(`privacy/persons/${id}`)).body['revision']);

const erase = async (id: string, key: string = randomUUID()) =>
  by('privacy').post(`privacy/persons/${id}/erasure`, decision, {
    key,
    ifMatch: await revisionOf(id),
  });

const receiptOf = (id: string) =>
  until(
    async () => (await by('privacy').get<ErasureReceipt>(`privacy/persons/${id}/receipt`)).body,
    ({ completedAt }) => typeof completedAt === 'string',
    30_000,
  );

describe('Restricting what is known of a customer', () => {
  const path = () => `privacy/persons/${customerId}`;
  const decide = async (act: string, body: object) => {
    const ifMatch = await revisionOf(customerId);
    return (await by('privacy').does(`${path()}/${act}`, body, { ifMatch })).position;
  };
  const shownTo = async (who: string, waitFor: string) => {
    const archive = await by(who).get(`customers/${customerId}`, { waitFor });
    const search = await by(who).post('customers/search', { query: traces.phone });
    const complaints = await by(who).get(`complaints?customerId=${customerId}`);
    const texts = [archive, search, complaints].map(({ body }) => JSON.stringify(body));
    return Object.values(traces).filter((trace) => texts.some((text) => text.includes(trace)));
  };

  it('shows it to nobody but those who answer for it, until it is lifted', async () => {
    const held = { ground: 'claims', keepUntil: null, reference };
    const position = await decide('restriction', held);
    expect(await shownTo('agent', position)).toEqual([]);
    expect((await shownTo('privacy', position)).length).toBeGreaterThan(3);
    expect((await shownTo('auditor', position)).length).toBeGreaterThan(3);
    const details = { name: traces.name, phones: [], address: '' };
    const corrected = await by('agent').post(`customers/${customerId}/details`, details, {
      ...{ key: 'restricted', ifMatch: await revisionOf(customerId) },
    });
    expect(corrected.body).toMatchObject({ code: 'processing-restricted', status: 409 });
    const lifted = await decide('lifting', { reference });
    expect((await shownTo('agent', lifted)).length).toBeGreaterThan(3);
  });
});

describe('Erasing a customer', () => {
  it('waits until the money is settled, and offers restriction meanwhile', async () => {
    const refused = await erase(customerId);
    expect(refused.body).toMatchObject({ code: 'erasure-money-due', status: 409 });
    expect(String(refused.body['remedy'])).toContain('Restrict');
    await payTheBill();
    const { body } = await by('privacy').get(`privacy/persons/${customerId}`);
    expect(body).toMatchObject({ processing: 'normal', keptBy: null, openCases: 0 });
  });

  it('finds every trace in the database before, which the proof below needs', async () => {
    await (
      await settled()
    )('workbench');
    const known = new Set(
      found(await dump(), Object.values(traces)).map((line) => line.split(': ')[1]),
    );
    const inTables = [
      'name',
      'phone',
      'address',
      'account',
      'meter',
      'early',
      'complaint',
      'fault',
    ];
    for (const trace of inTables) expect(known).toContain(traces[trace as keyof typeof traces]);
  });

  it('leaves no trace, changes no figure and no byte of the log', async () => {
    const before = { figures: await figures(), log: await digestOfLog() };
    const answer = await erase(customerId);
    expect(answer.status).toBe(200);
    const receipt = await receiptOf(customerId);
    expect(receipt).toMatchObject({ ...decision, personId: customerId, stream: customerId });
    expect(receipt.keyBackups).toBe('after-master-rotation');
    expect(receipt.events).toBeGreaterThan(15);
    expect(receipt.streams).toBeGreaterThan(6);
    expect(JSON.stringify(receipt)).not.toContain(traces.name);

    expect(found(await dump(), Object.values(traces))).toEqual([]);
    expect(found(await dump(), [bystander.name, bystander.phone]).length).toBeGreaterThan(1);
    expect(await digestOfLog()).toBe(before.log);
    expect(await figures()).toEqual(before.figures);
  });

  it('shows read models that a rebuild would yield', async () => {
    const ledger = await openLedger({ pool, dataDir: platform.dataDir });
    const { comparisons } = await rebuild(ledger.log(systemClock), pool, readModels, {
      compare: true,
    });
    await ledger.close();
    for (const [name, { differences, examples }] of comparisons) {
      expect({ name, differences, examples }).toEqual({ name, differences: 0, examples: [] });
    }
  });

  it('shows them as erased, finds them by nothing, and lets nobody add to them', async () => {
    const archive = await by('agent').get<{ customer: Customer; accounts: Account[] }>(
      `customers/${customerId}`,
    );
    expect(archive.body.customer).toMatchObject({ processing: 'erased', name: '', phones: [] });
    expect(archive.body.accounts).toHaveLength(1);
    const search = { query: traces.phone };
    const { body } = await by('agent').post<{ items: unknown[] }>('customers/search', search);
    expect(body.items).toEqual([]);
    const { customer } = archive.body;
    const details = { name: traces.name, phones: [], address: '' };
    const corrected = await by('agent').post(`customers/${customerId}/details`, details, {
      ...{ key: 'again', ifMatch: customer.revision },
    });
    expect(corrected.body).toMatchObject({ code: 'person-erased', status: 409 });
    const classification = { type: 'complaint', topic: 'bill', summary: traces.early };
    const call = { channel: 'hotline', customerId, classification };
    const contacted = await by('agent').post('contacts', call, { key: 'call' });
    expect(contacted.body).toMatchObject({ code: 'person-erased', status: 409 });
  });

  it('told twice is one erasure', async () => {
    const again = await erase(customerId);
    expect(again.status).toBe(200);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS count FROM ledger.events WHERE type = 'PersonErased'`,
    );
    expect(rows[0].count).toBe(1);
  });
});
