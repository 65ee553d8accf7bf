/** What is restricted is kept and not used: who finds it, who may act on it, and what goes on. */
import type { AccountRow, Callback, Customer } from '@taizhang/contracts/views';
import { instant } from '@taizhang/kernel';
import { randomUUID } from 'node:crypto';
import { until, type Answer, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(120_000);

const reference = 'GR-2026-50';
const statement = '上官家电表走得飞快';
const remedySought = '上官要求赔礼';
/** Those, and what the steps of a case write down. */
const written = [statement, remedySought, '已联系客户', '抄表差错', '上门致歉', '多计电费已退回'];
const someone = { name: '上官若云', phone: '13955550001', account: '3302000051' };
const other = { name: '上官若风', phone: '13955550002' };

let platform: TestPlatform;
let unitId: string;
const people: Record<string, Person> = {};
const by = (role: string) => people[role]!;
let customerId: string;
/** A finished case with a link to rate it by, and another that ends while restricted. */
let closed: Case;
let underWay: Case;
let token: string;
/** Planned before the restriction. */
let calls: Callback[];
/** What they said on the telephone, at first taken down as the other's. */
let mistaken: Readonly<{ otherId: string; contactId: string; until: string }>;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  unitId = await platform.unit('城关供电所');
  const all = ['agent', 'handler', 'supervisor', 'billing'] as const;
  people['worker'] = await platform.hire('worker', unitId, ...all);
  people['agent'] = await platform.hire('agent', unitId, 'agent');
  people['assessor'] = await platform.hire('assessor', unitId, 'assessor');
  people['system'] = await platform.hire('system', unitId, 'integration');
  people['auditor'] = await platform.hire('auditor', unitId, 'auditor');
  people['officer'] = await platform.hire('officer', unitId, 'privacy-officer');
  const otherId = (await register(other.name, other.phone)).id;
  customerId = (await register(someone.name, someone.phone)).id;
  mistaken = { otherId, ...(await callOfTheOther(otherId)) };
  await connect();
  [closed, underWay] = [await lodge(), await lodge()];
  await closed.handle(by('worker'), 'closure');
  token = await until(link, ({ status }) => status < 300).then(({ body }) => String(body['token']));
  calls = await until(due, (some) => some.length === 2);
  await decide('restriction', { ground: 'contested', keepUntil: null, reference });
});
afterAll(() => platform?.stop());

const register = (name: string, phone: string) =>
  by('worker').does('customers', { name, kind: 'resident', phones: [phone], address: '落霞巷' });

/** Found out a minute later to be theirs. */
async function callOfTheOther(otherId: string) {
  const classification = { type: 'complaint', topic: 'meter', summary: statement };
  const call = { channel: 'hotline', customerId: otherId, classification };
  const { id, revision } = await by('worker').does('contacts', call);
  const until = platform.clock.now();
  // From here, and not from the start: however slow that was, the clock does not go back.
  platform.clock.set(instant(Date.parse(until) + 60_000));
  const path = `contacts/${id}/identification`;
  await by('worker').does(path, { customerId }, { ifMatch: revision });
  return { contactId: id, until };
}

async function connect(): Promise<void> {
  const { body } = await by('officer').get(`privacy/persons/${customerId}`);
  const numbers = { accountNumber: someone.account, meterNumber: 'M5000051' };
  const point = { ...numbers, address: '落霞巷 51 号', area: 'urban' };
  const path = `customers/${customerId}/supply-points`;
  await by('worker').does(path, point, { ifMatch: Number(body['revision']) });
  const data = {
    ...{ accountNumber: someone.account, billId: 'B-51', from: '2026-01-01', until: '2026-01-31' },
    ...{ energyWh: 216_000, tariff: 'resident', amountFen: 12_059, dueOn: '2026-02-20' },
  };
  const fact = { id: 'b', source: 's', type: 'BillIssued', at: '2026-02-02T02:00:00.000Z', data };
  type Verdicts = { items: { verdict: string }[] };
  await until(
    async () => (await by('system').post<Verdicts>('inbound/facts', { facts: [fact] })).body,
    ({ items }) => items[0]!.verdict !== 'unknown-account',
  );
}

async function lodge(): Promise<Case> {
  const one = await Case.lodge(by('worker'), { customerId, statement, remedySought });
  await one.dispatch(by('worker'), unitId);
  return one;
}

const link = () =>
  by('worker').post(`cases/${closed.id}/rating-link`, {}, { key: randomUUID() }) as Promise<Answer>;
const callbacks = async (list: 'due' | 'done') => {
  const path = `callbacks?list=${list}`;
  const { items } = (await by('assessor').get<{ items: Callback[] }>(path)).body;
  return items.filter((one) => one.customerId === customerId);
};
const due = () => callbacks('due');
const withdrawn = async () =>
  (await callbacks('done')).filter(({ status }) => status === 'withdrawn').length;

async function decide(act: 'restriction' | 'lifting', body: object): Promise<string> {
  const state = await by('officer').get(`privacy/persons/${customerId}`);
  const path = `privacy/persons/${customerId}/${act}`;
  const ifMatch = Number(state.body['revision']);
  return (await by('officer').does(path, body, { ifMatch })).position;
}

const found = async (who: string, query: string) => {
  const { body } = await by(who).post<{ items: Customer[] }>('customers/search', { query });
  return body.items.map(({ name, processing }) => [name, processing]).toSorted();
};
const both = [
  [other.name, 'normal'],
  [someone.name, 'restricted'],
].toSorted();

describe('A customer under restriction', () => {
  it.each([
    ['a name', '上官若'],
    ['the start of a number', '1395555000'],
    ['a number with hyphens', '139-5555-000'],
  ])('is found by %s by the officer alone, and nobody else with them', async (_, query) => {
    await until(
      () => found('officer', query),
      (names) => JSON.stringify(names) === JSON.stringify(both),
    );
    expect(await found('agent', query)).toEqual([[other.name, 'normal']]);
  });

  it.each([someone.name, someone.phone, someone.account, 'm5000051', '落霞巷 51'])(
    'is not found by an agent by %s',
    async (query) => {
      expect(await found('agent', query)).toEqual([]);
      expect(await found('officer', query)).toEqual([[someone.name, 'restricted']]);
    },
  );

  it.each(['没有这个人', '99999999', '3302-0000-99'])(
    'is not found by the officer by %s, nor is anybody',
    async (query) => expect(await found('officer', query)).toEqual([]),
  );

  it('stands in the list of accounts without a name, marked', async () => {
    const list = async (who: string) => {
      const { body } = await by(who).get<{ items: AccountRow[] }>('accounts?list=arrears');
      return body.items.map(({ customerName, customerProcessing, address }) => ({
        ...{ customerName, customerProcessing, address },
      }));
    };
    const customerProcessing = 'restricted';
    expect(await list('agent')).toEqual([{ customerName: '', customerProcessing, address: '' }]);
    expect(await list('officer')).toEqual([
      { customerName: someone.name, customerProcessing, address: '落霞巷 51 号' },
    ]);
  });
});

describe('What was written about a customer under restriction', () => {
  const asked = () => [
    `complaints/${closed.id}`,
    `complaints/${closed.id}/timeline`,
    `complaints/${closed.id}/as-of?revision=4`,
    `complaints/${closed.id}/difference?from=1&to=6`,
    `complaints?customerId=${customerId}`,
    'complaints?list=all',
    'workbench',
    `history/${closed.id}/as-of?basis=recorded&at=2027-01-01T00:00:00.000Z`,
    `history/${closed.id}/difference?basis=recorded&from=2026-03-03T00:00:00.000Z`,
    `history/${closed.id}/trail`,
    `history/${customerId}/as-of?basis=recorded&at=2027-01-01T00:00:00.000Z`,
    `history/${customerId}/trail`,
  ];
  const told = async (who: string) => {
    const seen = new Map<string, string[]>();
    const note = ({ status, body }: Answer<unknown>, path: string) => {
      const text = JSON.stringify(body);
      expect({ path, status }).toEqual({ path, status: 200 });
      seen.set(
        path,
        [...written, someone.name].filter((words) => text.includes(words)),
      );
    };
    for (const path of asked()) note(await by(who).get(path), path);
    const open = { customerId, supplyPointId: null, place: '' };
    note(await by(who).post('cases/open', open), 'cases/open');
    return [...seen].filter(([, words]) => words.length > 0);
  };

  it('is blank wherever staff look at the case, its past or its list', async () => {
    expect(await told('worker')).toEqual([]);
  });

  it('is there for those who answer for it', async () => {
    const paths = (await told('auditor')).map(([path]) => path);
    expect(paths).toEqual([
      ...asked().filter((path) => !/^workbench|trail$/.test(path)),
      'cases/open',
    ]);
  });

  it('is blank also as of when it was taken for another customer’s', async () => {
    const { otherId, contactId, until: at } = mistaken;
    for (const id of [contactId, otherId]) {
      const seenBy = async (who: string) => {
        const { body } = await by(who).get(`history/${id}/as-of?at=${at}`);
        return [id, JSON.stringify(body).includes(statement)];
      };
      expect(await seenBy('auditor')).toEqual([id, true]);
      expect(await seenBy('worker')).toEqual([id, false]);
    }
  });

  it('is not taken away as a file but by those who answer for it', async () => {
    const refused = await by('worker').get(`evidence/cases/${closed.id}`);
    expect(refused.body).toMatchObject({ code: 'processing-restricted', status: 409 });
    expect((await by('auditor').get(`evidence/cases/${closed.id}`)).body['code']).not.toBe(
      'processing-restricted',
    );
  });
});

describe('Whoever is under restriction', () => {
  it('is neither called nor sent a link', async () => {
    const refused = { code: 'processing-restricted', status: 409 };
    expect((await link()).body).toMatchObject(refused);
    const [call] = calls;
    const acts = [
      ['attempts', { outcome: 'no-answer', note: '' }],
      ['score', { score: 5, comment: '' }],
    ] as const;
    for (const [act, body] of acts) {
      const options = { key: randomUUID(), ifMatch: call!.revision };
      const answer = await by('assessor').post(`callbacks/${call!.id}/${act}`, body, options);
      expect(answer.body).toMatchObject(refused);
    }
  });

  it('has the calls taken back that were promised to them: nobody misses what nobody may do', async () => {
    await until(due, (some) => some.length === 0);
    expect(await withdrawn()).toBe(2);
  });

  it('may come, and is heard by a link they hold', async () => {
    const classification = { type: 'inquiry', topic: 'bill', summary: '想问电费' };
    const call = { channel: 'counter', customerId, classification };
    expect((await by('agent').post('contacts', call, { key: randomUUID() })).status).toBe(201);
    const rated = await by('agent').post(`public/ratings/${token}`, { score: 5, comment: '' });
    expect(rated.body).toMatchObject({ kind: 'complaint', score: 5 });
  });

  it('has their case go on, and nobody promises to call them about it', async () => {
    await underWay.handle(by('worker'), 'closure');
    const consumer = 'assessment.callbacks.complaints';
    const handled = async () => {
      const { rows } = await platform.database.pool.query<{ position: string }>(
        'SELECT position FROM exchange.checkpoints WHERE consumer = $1',
        [consumer],
      );
      return BigInt(rows[0]?.position ?? 0);
    };
    await until(handled, (position) => position >= BigInt(underWay.position));
    expect((await due()).filter(({ caseId }) => caseId === underWay.id)).toEqual([]);
  });

  it('is found again once it is lifted, and the calls that were taken back stay so', async () => {
    await decide('lifting', { reference });
    expect([await due(), await withdrawn()]).toEqual([[], 2]);
    await until(
      () => found('agent', someone.phone),
      (names) => names.length === 1,
    );
  });
});
