/** One customer's life with us, whose every word can be looked for afterwards. */
import type { Callback } from '@taizhang/contracts/views';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { until, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';

/** Whatever a word of the person might be found by. */
export const traces = {
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
/** Who acts, by role; and where. */
export const people: Record<string, Person> = {};
export const place = { unitId: '' };

export const by = (name: string) => people[name]!;
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

/**
 * Every table of the database as text, as a logical backup holds it; and what the planner remembers
 * of their columns, as a physical one does.
 */
export async function dumpOf(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
     UNION ALL VALUES ('pg_catalog.pg_stats')`,
  );
  const texts = rows.map(async ({ name }) => {
    const table = await pool.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    return [name, table.rows.map(({ line }) => line).join('\n')] as const;
  });
  return new Map(await Promise.all(texts));
}

/** Complaint, fault, inquiry, contacts, callbacks, a rating, a bill that was paid. */
export async function aLifeWithUs(): Promise<string> {
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
  await complaint.dispatch(by('supervisor'), place.unitId);
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
    ['supervisor', 'dispatch', { toUnitId: place.unitId }],
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
  const bill = {
    accountNumber,
    billId: `B202602-${accountNumber}`,
    from: '2026-02-01',
    until: '2026-02-28',
  };
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

export async function payTheBill(): Promise<void> {
  const data = {
    accountNumber: traces.account,
    paymentId: `P202602-${traces.account}`,
    amountFen: 12_059,
    means: 'bank',
  };
  const fact = { type: 'PaymentReceived', at: '2026-03-03T02:00:00.000Z', data };
  const { body } = await by('system').post<{ items: { verdict: string }[] }>('inbound/facts', {
    facts: [{ id: 'p', source: 's', ...fact }],
  });
  expect(body.items[0]!.verdict).toBe('accepted');
}
