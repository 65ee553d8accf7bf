/** Billing inquiries over HTTP: from the facts of other systems to the money paid back. */
import { randomUUID } from 'node:crypto';
import { until, type Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

const accountNumber = '3301000012';
type Row = Record<string, unknown> & { revision: number };
type Told = Readonly<{ items: { id: string; verdict: string; reasons: { path: string }[] }[] }>;

let platform: TestPlatform;
let billing: Person;
let supervisor: Person;
let system: Person;
let supplyPointId: string;
let accountId: string;
let customerId: string;

beforeAll(async () => {
  // Monday morning in Shanghai, after the bills of October.
  platform = await TestPlatform.start({ at: '2026-11-09T01:00:00.000Z' });
  const unit = await platform.unit('市场班');
  billing = await platform.hire('billing', unit, 'billing');
  supervisor = await platform.hire('supervisor', unit, 'supervisor');
  system = await platform.hire('meters', unit, 'integration');
  const customer = await billing.does('customers', { name: '周敏', kind: 'resident', phones: [] });
  customerId = customer.id;
  const point = await billing.does(
    `customers/${customer.id}/supply-points`,
    { accountNumber, meterNumber: 'M0000012', address: '滨河路 8 号', area: 'urban' },
    { ifMatch: customer.revision },
  );
  supplyPointId = (point as unknown as { supplyPointId: string }).supplyPointId;
});
afterAll(() => platform.stop());

const bill = (billId: string, dueOn: string) => ({
  type: 'BillIssued',
  at: '2026-10-03T02:00:00.000Z',
  data: {
    ...{ accountNumber, billId, from: '2026-09-01', until: '2026-09-30', tariff: 'resident' },
    ...{ energyWh: 216_000, amountFen: 12_059, dueOn },
  },
});
const tell = (...facts: object[]) =>
  system.post<Told>('inbound/facts', {
    facts: facts.map((fact) => ({ id: randomUUID(), source: 'meters', ...fact })),
  });
const verdicts = async (...facts: object[]) =>
  (await tell(...facts)).body.items.map(({ verdict }) => verdict);
const account = async () =>
  (await billing.get<{ account: Row }>(`accounts/${accountId}`)).body.account;

describe('Facts of other systems', () => {
  it('are taken in once each, and say what is wrong with the others', async () => {
    const first = { id: 'bill-1', ...bill('B-1', '2026-10-01') };
    // The account was connected a moment ago.
    await until(
      () => verdicts(first),
      ([verdict]) => verdict !== 'unknown-account',
    );
    const { body } = await tell(
      first,
      { ...bill('B-2', '2026-10-01'), data: { accountNumber, billId: 'B-2', amountFen: -1 } },
      { type: 'Earthquake', at: '2026-11-01T00:00:00.000Z', data: {} },
      {
        ...bill('B-3', '2026-10-01'),
        data: { ...bill('B-3', '2026-10-01').data, accountNumber: '9999' },
      },
    );
    expect(body.items.map(({ verdict }) => verdict)).toEqual([
      'duplicate',
      'invalid',
      'unknown-type',
      'unknown-account',
    ]);
    expect(body.items[1]!.reasons.map(({ path }) => path)).toContain('energyWh');
  });

  it('are nobody else’s to tell, and their teller sees no customer', async () => {
    const facts = [{ id: '1', source: 'meters', ...bill('B-9', '2026-10-01') }];
    expect((await billing.post('inbound/facts', { facts })).status).toBe(403);
    expect((await system.get(`customers/${customerId}`)).status).toBe(403);
    expect((await system.get('accounts')).status).toBe(403);
  });

  it('show what is owed', async () => {
    const { body } = await until(
      () => billing.get<{ items: (Row & { id: string })[] }>('accounts?list=arrears'),
      ({ body: { items } }) => items.length === 1,
    );
    accountId = body.items[0]!.id;
    expect(body.items[0]).toMatchObject({ openFen: 12_059, supply: 'on', customerId });
  });
});

describe('A disputed meter', () => {
  let id: string;
  let revision: number;
  let position = '';
  const step = async (by: Person, name: string, body: object) => {
    const answer = await by.does(`inquiries/${id}/${name}`, body, { ifMatch: revision });
    ({ revision, position } = answer);
  };

  it('leads from the inquiry to a refund that two people agreed on', async () => {
    const statement = '电表走得太快。';
    ({ id, revision } = await billing.does('inquiries', { channel: 'counter', statement }));
    await step(billing, 'verification', { supplyPointId });
    await step(billing, 'kind', { kind: 'disputed-meter' });
    await step(billing, 'investigation', {});
    await step(billing, 'meter-test', {});
    await step(billing, 'meter-test/result', { errorRate: 385, certificate: 'JD-118' });
    await step(billing, 'finding', { finding: 'out-of-tolerance', explanation: '偏快 3.85 %' });
    const figures = {
      basis: 'out-of-tolerance',
      ...{ errorRate: 385, billedWh: 1_200_000, fenPerMWh: 55_830 },
    };
    await step(billing, 'adjustment', { figures });
    const own = await billing.post(
      `inquiries/${id}/adjustment/approval`,
      {},
      {
        key: randomUUID(),
        ifMatch: revision,
      },
    );
    expect(own.status).toBe(403);
    await step(supervisor, 'adjustment/approval', {});
    await step(billing, 'adjustment/posting', {});
    await step(billing, 'reply', { reply: '已退 12.42 元。' });
    await step(billing, 'closure', {});

    const { body } = await billing.get(`inquiries/${id}`, { waitFor: position });
    expect(body).toMatchObject({
      status: 'closed',
      customerId,
      accountId,
      adjustment: { amountFen: -1_242, state: 'posted' },
      missed: 0,
      nextDueAt: null,
    });
    const timeline = await billing.get<{ items: unknown[] }>(`inquiries/${id}/timeline`);
    expect(timeline.body.items).toHaveLength(12);
  });

  it('pays back onto the account', async () => {
    const { openFen } = await until(account, (one) => one['openFen'] !== 12_059);
    expect(openFen).toBe(12_059 - 1_242);
  });

  it('stands in the customer’s archive and in the figures', async () => {
    const archive = await billing.get(`customers/${customerId}`);
    expect(archive.body).toMatchObject({ inquiries: [{ id }], accounts: [{ id: accountId }] });
    const day = 'from=2026-11-09&to=2026-11-09';
    const report = await supervisor.get<{ total: Row }>(`performance?${day}`);
    expect(report.body.total).toMatchObject({ replied: 1, closed: 1, accepted: 1 });
  });
});

describe('Arrears', () => {
  const step = async (by: Person, name: string, body: object = {}) => {
    const ifMatch = (await account()).revision;
    return by.post(`accounts/${accountId}/${name}`, body, { key: randomUUID(), ifMatch });
  };
  const supply = (wanted: string) => until(account, (row) => row['supply'] === wanted);

  it('nobody is cut off before the notice has run', async () => {
    expect((await step(billing, 'disconnection')).body).toMatchObject({
      code: 'account-not-noticed',
    });
    expect((await step(billing, 'arrears-notice')).status).toBe(200);
    await supply('dunned');
    expect((await step(billing, 'disconnection')).body).toMatchObject({
      code: 'account-notice-running',
    });
  });

  it('after it a second person agrees, and paying starts the clock of the reconnection', async () => {
    platform.clock.set('2026-11-18T01:00:00.000Z');
    [billing, supervisor, system] = await Promise.all([
      platform.signIn('billing'),
      platform.signIn('supervisor'),
      platform.signIn('meters'),
    ]);
    expect((await step(billing, 'disconnection')).status).toBe(200);
    await supply('cut-proposed');
    expect((await step(supervisor, 'disconnection/approval')).status).toBe(200);
    await supply('cut-approved');
    expect((await step(billing, 'disconnection/execution')).body).toMatchObject({
      code: 'account-not-announced',
    });
    expect((await step(billing, 'disconnection/announcement')).status).toBe(200);
    await until(account, (row) => (row['waits'] as unknown[]).length === 3);
    expect((await step(billing, 'disconnection/execution')).body).toMatchObject({
      code: 'account-notice-running',
    });
    platform.clock.set('2026-11-18T01:31:00.000Z');
    [billing, system] = await Promise.all([platform.signIn('billing'), platform.signIn('meters')]);
    expect((await step(billing, 'disconnection/execution')).status).toBe(200);
    await supply('cut');
    const payment = { accountNumber, paymentId: 'P-1', amountFen: 12_059, means: 'app' };
    const at = '2026-11-18T02:00:00.000Z';
    expect(await verdicts({ type: 'PaymentReceived', at, data: payment })).toEqual(['accepted']);
    const row = await supply('reconnection-due');
    expect(row).toMatchObject({
      nextPromise: 'reconnection',
      nextDueAt: '2026-11-19T02:00:00.000Z',
      openFen: 0,
    });
  });

  it('a reconnection that comes too late is missed by the clock', async () => {
    platform.clock.set('2026-11-19T03:00:00.000Z');
    billing = await platform.signIn('billing');
    const row = await until(account, (one) => one['missed'] === 1);
    expect(row['supply']).toBe('reconnection-due');
    expect((await step(billing, 'restoration')).status).toBe(200);
    await supply('on');
  });

  it('a cut although it was paid is found out with the fact that tells of it', async () => {
    const cut = { type: 'SupplyCut', at: '2026-11-19T03:00:00.000Z' };
    system = await platform.signIn('meters');
    await verdicts({ ...cut, data: { accountNumber, cause: 'arrears' } });
    const row = await until(account, (one) => one['mistake'] !== null);
    expect(row).toMatchObject({ mistake: 'paid', supply: 'reconnection-due' });
    expect(row['faultId']).toMatch(/^fault-/);
    expect(row['complaintId']).toMatch(/^complaint-/);
  });
});
