/** What somebody typed is theirs also when their sign-in runs out meanwhile, and nobody else's. */
import { fillStep, formOf, openStep, sendStep, stepsOf } from './casework';
import { useHouse } from './house';
import { focused } from './keyboard';
import { Clerk, unusual, until } from './platform';
import {
  archiveOf,
  chenJianguo,
  dispatchComplaint,
  registerCustomer,
  routeComplaint,
  routeFault,
} from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();
const words = '用户称换表当天无人告知，已约明早上门。';

/** A complaint that 刘敏 has accepted. */
async function acceptedComplaint(): Promise<string> {
  const clerk = await Clerk.signIn('hotline');
  const { complaintId } = await routeComplaint(clerk, await registerCustomer(clerk));
  await dispatchComplaint(complaintId, '投诉处理班');
  const handler = await Clerk.signIn('handler');
  await handler.tell(`/complaints/${complaintId}/acceptance`, {}, 1);
  return complaintId;
}

/** The token holds no longer; the page finds out with its next question. */
async function runsOut(visitor: Visitor) {
  const { page, say, witness } = visitor;
  witness.allow(401, '/api/');
  await page.route('**/api/**', (route) => {
    const headers = { ...route.request().headers(), authorization: 'Bearer ran-out' };
    return route.continue({ headers });
  });
  // A page in view asks for news by itself.
  await page.getByText(say('sign-in/ran-out')).waitFor();
  await page.unroute('**/api/**');
}

const note = (visitor: Visitor) =>
  formOf(visitor).getByRole('textbox', { name: visitor.say('complaint/field.said') });

describe('A sign-in that runs out while somebody types', () => {
  it('costs them nothing, and shows it to nobody else', async () => {
    const id = await acceptedComplaint();
    const visitor = await house.visitor();
    const { page, say } = visitor;
    await visitor.enter('handler');
    await page.goto(`/complaints/${id}`);
    await openStep(visitor, 'customer-contact');
    const visit = say('complaint/means.visit');
    await fillStep(visitor, {
      choose: { [say('complaint/field.means')]: visit },
      write: { [say('complaint/field.said')]: words },
    });

    await runsOut(visitor);
    expect(JSON.stringify(await page.evaluate('({ ...sessionStorage })'))).not.toContain(words);
    await visitor.enter('handler');
    await page.waitForURL(`**/complaints/${id}`);
    await note(visitor).and(page.getByText(words)).waitFor();
    await formOf(visitor).getByRole('radio', { name: visit, checked: true }).waitFor();
    await visitor.look('unsent given back');

    await runsOut(visitor);
    await visitor.enter('supervisor');
    await page.waitForURL(`**/complaints/${id}`);
    await stepsOf(visitor).waitFor();
    await visitor.settle();
    expect(await formOf(visitor).count()).toBe(0);
    expect(await page.getByText(words).count()).toBe(0);
    await visitor.look('unsent of somebody else');
  });

  it('tells them what happened meanwhile before it counts', async () => {
    const id = await acceptedComplaint();
    const visitor = await house.visitor();
    const { page, say } = visitor;
    await visitor.enter('handler');
    await page.goto(`/complaints/${id}`);
    await openStep(visitor, 'customer-contact');
    await fillStep(visitor, { write: { [say('complaint/field.said')]: words } });
    await runsOut(visitor);
    const handler = await Clerk.signIn('handler');
    const contact = { means: 'visit', note: '已上门核实。' };
    await handler.tell(`/complaints/${id}/customer-contact`, contact, 2);
    await visitor.enter('handler');
    const notice = page.getByRole('alert').filter({ hasText: say('complaint/stale.title') });
    await notice.waitFor();
    await visitor.look('unsent and overtaken');
    await visitor.button('complaint/stale.continue').click();
    await sendStep(visitor, 'customer-contact');
  });

  it('costs nothing at a fault either', async () => {
    const visitor = await house.visitor();
    const { page } = visitor;
    await visitor.enter('supervisor');
    const clerk = await Clerk.signIn('hotline');
    const customerId = await registerCustomer(clerk);
    const id = await routeFault(clerk, customerId, unusual('和平街'));
    await page.goto(`/faults/${id}`);
    await visitor.button('faults/step.triage').click();
    await visitor.field('faults/words.note').fill(words);
    await runsOut(visitor);
    await visitor.enter('supervisor');
    await page.waitForURL(`**/faults/${id}`);
    await visitor.field('faults/words.note').and(page.getByText(words)).waitFor();
    await visitor.look('unsent fault given back');
  });

  it('costs nothing at an inquiry, where what was chosen keeps its name', async () => {
    const clerk = await Clerk.signIn('billing');
    const asked = { channel: 'counter', statement: unusual('电费不对'), kind: 'disputed-meter' };
    const { id } = await clerk.tell('/inquiries', asked);
    await until(() => clerk.finds(`/inquiries/${id}`), 'the inquiry');
    const { customer, supplyPoints } = await archiveOf(clerk, chenJianguo);
    const { accountNumber } = supplyPoints[0]!;
    const billing = await house.visitor();
    const { page } = billing;
    await billing.enter('billing');
    await page.goto(`/inquiries/${id}`);
    await billing.button('billing-steps/step.verification').click();
    await billing.select(billing.field('billing-steps/customer'), customer.name);
    await billing.select(billing.field('billing-steps/point'), accountNumber);
    await runsOut(billing);
    await billing.enter('billing');
    await page.waitForURL(`**/inquiries/${id}`);
    for (const chosen of [customer.name, accountNumber]) {
      await page.locator('form .ant-select').filter({ hasText: chosen }).waitFor();
    }
    await billing.look('unsent inquiry given back');
  });
});

/** Two contacts of one customer, both promised a reply; the later one names the earlier. */
async function promisedReplies() {
  const clerk = await Clerk.signIn('hotline');
  const customerId = await registerCustomer(clerk);
  const promise = async () => {
    const summary = unusual('建议增加夜间缴费窗口');
    const classification = { type: 'suggestion', topic: 'bill', summary };
    const { id, revision } = await clerk.tell('/contacts', {
      ...{ channel: 'hotline', customerId, classification },
    });
    await clerk.tell(`/contacts/${id}/promised-reply`, {}, revision);
    await until(() => clerk.finds(`/contacts/${id}`), `contact ${id}`);
    return { id, summary };
  };
  return { earlier: await promise(), later: await promise() };
}

describe('A reply that is typed for one contact', () => {
  it('does not stand in the form of another', async () => {
    const { earlier, later } = await promisedReplies();
    const agent = await house.visitor();
    const { page } = agent;
    await agent.enter('hotline');
    await page.goto(`/contacts/${later.id}`);
    await page.getByRole('link', { name: earlier.summary }).click();
    await page.waitForURL(`**/contacts/${earlier.id}`);
    await page.getByText(earlier.id).first().waitFor();
    await agent.field('contacts/reply').fill(words);
    await page.goBack();
    await page.waitForURL(`**/contacts/${later.id}`);
    await page.getByText(later.id).first().waitFor();
    expect(await agent.field('contacts/reply').inputValue()).toBe('');
  });
});

describe('The form of a step', () => {
  it('gives the focus back to what opened it', async () => {
    const id = await acceptedComplaint();
    const handler = await house.visitor();
    const { page, say } = handler;
    await handler.enter('handler');
    await page.goto(`/complaints/${id}`);
    await openStep(handler, 'customer-contact');
    await formOf(handler).locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await formOf(handler).waitFor({ state: 'detached' });
    await focused(handler.button('complaint/step.customer-contact'));
    await openStep(handler, 'return', 'others');
    await formOf(handler).locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await formOf(handler).waitFor({ state: 'detached' });
    await focused(stepsOf(handler).getByRole('button', { name: say('complaint/step.more') }));
    await handler.picture('focus after a step was left');
  });
});
