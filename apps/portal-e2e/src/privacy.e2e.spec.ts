/** The privacy officer restricts a customer, lifts that, erases the customer, keeps the receipt. */
import { erasureGroundTitles, restrictionGroundTitles } from '@taizhang/contracts/intake';
import type { ErasureReceipt } from '@taizhang/contracts/views';
import { readFileSync } from 'node:fs';
import { accessibilityFaults } from './accessibility';
import { telephone, useHouse } from './house';
import { Clerk, unusual, until } from './platform';
import { routeComplaint } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

type Someone = Readonly<{ customerId: string; name: string }>;

async function register(clerk: Clerk): Promise<Someone> {
  const name = unusual('白露');
  const details = { name, kind: 'resident', phones: ['13700047047'], address: '落霞巷 47 号' };
  return { customerId: (await clerk.tell('/customers', details)).id, name };
}

const accessible = async ({ page }: Visitor) => expect(await accessibilityFaults(page)).toEqual([]);

/** Finds a person as an officer does, and opens their page. */
async function open(officer: Visitor, { customerId, name }: Someone) {
  await officer.page.goto('/privacy');
  await officer.field('privacy/find.label').fill(name);
  await officer.page.getByRole('link', { name, exact: true }).click();
  await officer.page.waitForURL(`**/privacy/${customerId}`);
  await officer.heading(name).waitFor();
}

const select = async (officer: Visitor, key: Parameters<Visitor['field']>[0], option: string) =>
  officer.choose(officer.field(key), option);

const badge = ({ page, say }: Visitor, processing: 'restricted' | 'erased') =>
  page.locator('.tz-badge').getByText(say(`ui/processing.${processing}`), { exact: true });

describe('A privacy officer', () => {
  it('restricts what is done with the data of a customer, and lifts that', async () => {
    const clerk = await Clerk.signIn('supervisor');
    const someone = await register(clerk);
    const officer = await house.visitor();
    await officer.enter('privacy');
    await open(officer, someone);
    await select(officer, 'privacy/restrict.ground', restrictionGroundTitles.claims.zh);
    const restrict = officer.panel('privacy/restrict');
    await restrict.getByRole('button', { name: officer.say('privacy/restrict.do') }).click();
    await restrict.getByText(officer.say('privacy/reference.form')).waitFor();
    await officer.field('privacy/reference').first().waitFor();
    await restrict.getByRole('textbox', { name: officer.say('privacy/reference') }).fill('GR-47');
    await restrict.getByRole('button', { name: officer.say('privacy/restrict.do') }).click();
    await badge(officer, 'restricted').waitFor();
    await officer.look('privacy restricted zh');
    await accessible(officer);

    const agent = await house.visitor();
    await agent.enter('agent');
    await agent.page.goto(`/customers/${someone.customerId}`);
    await badge(agent, 'restricted').waitFor();
    expect(await agent.page.getByText(someone.name).count()).toBe(0);
    await agent.look('privacy restricted archive zh');
    await accessible(agent);

    await officer.page.goto('/privacy?list=restricted');
    await officer.page.getByRole('link', { name: someone.customerId }).waitFor();
    await open(officer, someone);
    await officer.field('privacy/reference').last().waitFor();
    const lift = officer.panel('privacy/lift');
    await lift.getByRole('textbox', { name: officer.say('privacy/reference') }).fill('GR-48');
    await lift.getByRole('button', { name: officer.say('privacy/lift.do') }).click();
    await badge(officer, 'restricted').waitFor({ state: 'detached' });
    await officer.panel('privacy/restrict').waitFor();
  });

  it('is told what keeps a customer’s data and what to do about it', async () => {
    const clerk = await Clerk.signIn('supervisor');
    const someone = await register(clerk);
    const { complaintId } = await routeComplaint(clerk, someone.customerId);
    const officer = await house.visitor();
    await officer.enter('privacy');
    await open(officer, someone);
    await officer.page.getByText(officer.say('privacy/kept.cases', { count: 1 })).waitFor();
    await officer.page.getByRole('link', { name: complaintId }).waitFor();
    const ask = officer.page.getByRole('button', { name: officer.say('privacy/erase.ask') });
    expect(await ask.count()).toBe(0);
    await officer.look('privacy kept zh');
    await officer.speak('en');
    await officer.look('privacy kept');
    await accessible(officer);
  });

  it('erases a customer after saying what that means, and keeps the receipt', async () => {
    const clerk = await Clerk.signIn('supervisor');
    const someone = await register(clerk);
    const officer = await house.visitor();
    await officer.enter('privacy');
    await officer.speak('en');
    await open(officer, someone);
    await officer.look('privacy person');
    await accessible(officer);
    await askToErase(officer);
    const question = officer.page.getByRole('dialog');
    const yes = question.getByRole('button', { name: officer.say('privacy/confirm.yes') });
    expect(await yes.isDisabled()).toBe(true);
    await officer.look('privacy confirm');
    await accessible(officer);
    await question.getByRole('checkbox').check();
    await yes.click();

    await officer.panel('privacy/receipt').getByText('✓').nth(2).waitFor();
    await badge(officer, 'erased').waitFor();
    expect(await officer.page.getByText(someone.name).count()).toBe(0);
    await officer.look('privacy receipt');
    await accessible(officer);
    await officer.speak('zh');
    await officer.look('privacy receipt zh');
    const receipt = await downloaded(officer);
    expect(receipt).toMatchObject({ personId: someone.customerId, reference: 'GR-2026/47' });
    expect(JSON.stringify(receipt)).not.toContain(someone.name);
    await printed(officer);

    await officer.page.goto('/privacy');
    await officer.page.getByRole('link', { name: someone.customerId }).waitFor();
    await officer.look('privacy register zh');
    const found = async () => {
      const asked = { query: someone.name };
      return (await clerk.tell<{ items: unknown[] }>('/customers/search', asked)).items.length;
    };
    await until(async () => (await found()) === 0, 'nobody finds who was erased');
  });
});

it('What a privacy officer needs fits a telephone', async () => {
  const someone = await register(await Clerk.signIn('supervisor'));
  const officer = await house.visitor({ viewport: telephone.viewport });
  await officer.enter('privacy');
  for (const address of ['/privacy', `/privacy/${someone.customerId}`]) {
    await officer.page.goto(address);
    await officer.page.getByRole('heading', { level: 1 }).waitFor();
    await officer.settle();
    await officer.look(`phone ${address.includes('customer') ? 'person' : 'register'} zh`);
  }
});

async function askToErase(officer: Visitor) {
  const panel = officer.panel('privacy/erase');
  await officer.choose(
    panel.getByRole('combobox', { name: officer.say('privacy/erase.ground') }),
    erasureGroundTitles['consent-withdrawn'].en,
  );
  await panel.getByRole('textbox', { name: officer.say('privacy/reference') }).fill('GR-2026/47');
  await panel.getByRole('button', { name: officer.say('privacy/erase.ask') }).click();
  await officer.page.getByRole('dialog').waitFor();
}

async function downloaded({ page, say }: Visitor): Promise<ErasureReceipt> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: say('privacy/receipt.download') }).click();
  return JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as ErasureReceipt;
}

/** On paper there is the receipt and nothing around it. */
async function printed(officer: Visitor) {
  const { page, say } = officer;
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await officer.panel('privacy/receipt').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: say('privacy/receipt.print') }).isVisible()).toBe(
    false,
  );
  await officer.picture('privacy receipt on paper');
  await page.emulateMedia({ media: 'screen' });
}
