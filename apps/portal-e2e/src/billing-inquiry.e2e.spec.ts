/** A meter that is not believed, from the doubt to the refund that two people agreed on. */
import type { Locator } from 'playwright-core';
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { Clerk, unusual, until } from './platform';
import { registerCustomer } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

type Archive = Readonly<{ customer: { revision: number }; accounts: readonly { id: string }[] }>;

describe('A disputed meter', () => {
  it('goes from the doubt to the refund, agreed by another', async () => {
    const { inquiryId, accountId, accountNumber } = await somebodyDoubts();
    const [billing, supervisor] = [await house.visitor(), await house.visitor()];
    await billing.enter('billing');
    await supervisor.enter('supervisor');
    await billing.page.goto('/inquiries?list=to-verify');
    await examine(billing, 'billing inquiries');

    await billing.page.goto(`/inquiries/${inquiryId}`);
    await take(billing, 'verification', { select: { point: accountNumber } });
    await take(billing, 'kind', { select: { kind: '计量异议/校表' } });
    await take(billing, 'investigation', {}, 'others');
    await take(billing, 'meter-test', {}, 'others');
    await take(billing, 'meter-test/result', { write: { error: '3.85', certificate: 'JD-1' } });
    await take(billing, 'finding', {
      select: { finding: '计量超差' },
      write: { explanation: '误差超出允许范围。' },
    });
    await propose(billing);
    await examine(billing, 'billing proposed');

    await supervisor.page.goto('/inquiries?list=to-approve');
    await supervisor.page.goto(`/inquiries/${inquiryId}`);
    await take(supervisor, 'adjustment/approval');
    await take(billing, 'adjustment/posting');
    await take(billing, 'reply', { write: { answer: '多计电费已退回账户。' } });
    await take(billing, 'closure');
    await billing.page.getByText('退还客户 12.42 元').waitFor();
    await examine(billing, 'billing closed');

    await billing.page.goto(`/arrears/${accountId}`);
    await billing.page.getByRole('link', { name: billing.say('accounts/adjusted') }).waitFor();
    await examine(billing, 'billing account');
    await billing.page.goto('/arrears?list=cut');
    await examine(billing, 'billing arrears');
    await billing.speak('en');
    await billing.page.goto(`/inquiries/${inquiryId}`);
    await examine(billing, 'billing closed en');
  });
});

/** A customer with a bill and two readings, who does not believe the meter. */
async function somebodyDoubts() {
  const [hotline, meters] = [await Clerk.signIn('hotline'), await Clerk.signIn('meters')];
  const customerId = await registerCustomer(hotline);
  await until(() => hotline.finds(`/customers/${customerId}`), 'the customer');
  const { customer } = await hotline.get<Archive>(`/customers/${customerId}`);
  const accountNumber = `09${String(Date.now()).slice(-8)}`;
  const place = { meterNumber: `M${accountNumber}`, address: '城关镇朝阳路8号', area: 'urban' };
  await hotline.tell(
    `/customers/${customerId}/supply-points`,
    { accountNumber, ...place },
    customer.revision,
  );
  const facts = [
    fact('MeterReadingTaken', '2026-10-01', { accountNumber, registerWh: 1_000_000 }),
    fact('MeterReadingTaken', '2026-11-01', { accountNumber, registerWh: 1_216_000 }),
    fact('BillIssued', '2026-11-03', {
      ...{ accountNumber, billId: `B-${accountNumber}`, tariff: 'resident', energyWh: 216_000 },
      ...{ from: '2026-10-01', until: '2026-10-31', amountFen: 12_059, dueOn: '2026-11-25' },
    }),
  ];
  type Verdicts = { items: { verdict: string }[] };
  await until(async () => {
    const { items } = await meters.tell<Verdicts>('/inbound/facts', { facts });
    return items.every(({ verdict }) => verdict !== 'unknown-account');
  }, `the account ${accountNumber}`);
  await until(
    async () => (await hotline.get<Archive>(`/customers/${customerId}`)).accounts.length > 0,
    'the bill',
  );
  const { accounts } = await hotline.get<Archive>(`/customers/${customerId}`);
  const billing = await Clerk.signIn('billing');
  const statement = `${unusual('电表走得太快')}，要求校验。`;
  const asked = { channel: 'counter', customerId, statement, kind: 'disputed-meter' };
  const { id: inquiryId } = await billing.tell('/inquiries', asked);
  return { inquiryId, accountId: accounts[0]!.id, accountNumber };
}

const fact = (type: string, day: string, data: object) => ({
  ...{ id: `${type}-${day}-${JSON.stringify(data).length}`, source: unusual('e2e-') },
  ...{ type, at: `${day}T01:00:00.000Z` },
  data: type === 'MeterReadingTaken' ? { method: 'remote', ...data } : data,
});

type Filled = Readonly<{
  select?: Readonly<Record<string, string>>;
  write?: Readonly<Record<string, string>>;
}>;

const stepsOf = ({ page, say }: Visitor): Locator =>
  page.getByRole('region', { name: say('billing-steps/next') });

/** Does a step from its button to the notice that it was recorded. */
async function take(visitor: Visitor, step: string, filled: Filled = {}, among = 'next') {
  await open(visitor, step, among);
  const form = stepsOf(visitor).locator('form');
  for (const [field, option] of Object.entries(filled.select ?? {})) {
    const name = visitor.say(`billing-steps/${field}`);
    await visitor.select(form.getByRole('combobox', { name, exact: true }), option);
  }
  for (const [field, text] of Object.entries(filled.write ?? {})) {
    const named = { name: visitor.say(`billing-steps/${field}`), exact: true };
    await form.getByRole('textbox', named).or(form.getByRole('spinbutton', named)).fill(text);
  }
  await send(visitor, step);
}

async function open(visitor: Visitor, step: string, among: string) {
  const name = visitor.say(`billing-steps/step.${step}`);
  const steps = stepsOf(visitor);
  if (among === 'next') await steps.getByRole('button', { name, exact: true }).first().click();
  else {
    await steps.getByRole('button', { name: visitor.say('billing-steps/more') }).click();
    await visitor.page.getByRole('menuitem', { name, exact: true }).click();
  }
  await steps.locator('form').waitFor();
}

async function send(visitor: Visitor, step: string) {
  await stepsOf(visitor).locator('form button[type=submit]').click();
  const named = visitor.say(`billing-steps/step.${step}`);
  const done = visitor.say('billing-steps/done', { step: named });
  await stepsOf(visitor).getByRole('status').filter({ hasText: done }).waitFor();
}

/** The measured error stands in the form already. */
async function propose(visitor: Visitor) {
  await open(visitor, 'adjustment', 'next');
  const form = stepsOf(visitor).locator('form');
  const fill = (field: string, text: string) =>
    form
      .getByRole('spinbutton', { name: visitor.say(`adjustment/field.${field}`), exact: true })
      .fill(text);
  await fill('billed', '1200');
  await fill('price', '0.5583');
  await send(visitor, 'adjustment');
}

async function examine(visitor: Visitor, name: string) {
  await visitor.look(name);
  const faults = await accessibilityFaults(visitor.page);
  visitor.witness.faults.push(...faults.map((fault) => `${name}: ${fault}`));
}
