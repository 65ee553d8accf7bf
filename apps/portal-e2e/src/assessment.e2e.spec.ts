/** Assessment in the browser: a quarter from spot check to final, and a customer's two taps. */
import { telephone, useHouse } from './house';
import { Clerk, until, unusual } from './platform';
import { registerCustomer, unitNamed } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

/** A complaint that was handled to its end a moment ago. */
async function closedComplaint(): Promise<string> {
  const [agent, supervisor, handler, assessor] = await Promise.all(
    ['agent', 'supervisor', 'handler', 'assessor'].map((name) => Clerk.signIn(name)),
  );
  const customerId = await registerCustomer(agent!);
  const lodged = await supervisor!.tell('/complaints', {
    ...{ customerId, category: 'service.attitude', channel: 'letter', statement: '窗口态度生硬。' },
  });
  let { revision } = lodged;
  const step = async (who: Clerk, name: string, body: object) => {
    ({ revision } = await who.tell(`/complaints/${lodged.id}/${name}`, body, revision));
  };
  const toUnitId = await unitNamed(agent!, '投诉处理班');
  await step(supervisor!, 'dispatch', { toUnitId });
  await step(handler!, 'acceptance', {});
  await step(handler!, 'customer-contact', { means: 'phone', note: '已致歉。' });
  await step(handler!, 'investigation', { cause: 'people', findings: '窗口排队时解释不够。' });
  await step(handler!, 'adjudication', { verdict: 'proven', reasons: '录音可证。' });
  await step(handler!, 'remedies', { remedy: 'apology', note: '当面致歉。' });
  await step(handler!, 'reply', { reply: '已向您致歉。' });
  await step(handler!, 'closure', {});
  // What assesses it knows of it by then.
  type Items = { items: unknown[] };
  const callbacks = () => assessor!.get<Items>(`/callbacks?caseId=${lodged.id}`);
  await until(async () => (await callbacks()).items.length > 0, 'the callback');
  return lodged.id;
}

const tab = (visitor: Visitor, name: 'callbacks' | 'spot-checks' | 'scorecards' | 'promises') =>
  visitor.page
    .getByRole('navigation', { name: visitor.say('assessment/tabs') })
    .getByRole('link', { name: visitor.say(`assessment/tab.${name}`), exact: true });

/** Indicators are no course in time: bars, and no line from one to the next. */
async function isScored(assessor: Visitor) {
  const { page } = assessor;
  await page.getByText('已评分').first().waitFor();
  await assessor.look('scorecard scored');
  await page.locator('.tz-chart path[fill="#b45309"]').first().waitFor({ state: 'attached' });
  expect(await page.locator('.tz-chart path[stroke="#b45309"]').count()).toBe(0);
}

/** Until the end of its last day, which is not the beginning of the next. */
async function isOpenToObjection({ page }: Visitor) {
  await page.getByText('已公示').waitFor();
  await page.getByText(/^\d{4}-\d\d-\d\d 24:00$/).waitFor();
}

describe('A rating by link', () => {
  it('is made on the case page, and given on a telephone in two taps', async () => {
    const complaintId = await closedComplaint();
    const handler = await house.visitor();
    await handler.enter('handler');
    await handler.page.goto(`/complaints/${complaintId}`);
    await handler.button('rating/link.make').click();
    const link = await handler.page.getByLabel(handler.say('rating/link.label')).inputValue();
    await handler.look('rating link');

    const customer = await house.visitor(telephone);
    await customer.page.goto(new URL(link).pathname);
    await customer.heading(customer.say('rating/title')).waitFor();
    await customer.look('rate on a phone');
    await customer.page.getByRole('radio', { name: '非常满意' }).tap();
    await customer.button('rating/send').tap();
    await customer.page.getByRole('status').getByText('非常满意').waitFor();
    await customer.look('rated on a phone');
    await customer.page.getByRole('button', { name: customer.say('rating/language') }).tap();
    await customer.page.getByRole('heading', { name: 'Thank you for your rating' }).waitFor();
  });
});

describe('An assessor', () => {
  it('calls back, or is told why not now', async () => {
    const assessor = await house.visitor();
    await assessor.enter('assessor');
    await assessor.page.goto('/assessment');
    await assessor.page.getByRole('table').waitFor();
    await assessor.look('callbacks due');
    await assessor.button('assessment/call').first().click();
    await assessor
      .panel('assessment/call.title')
      .getByRole('radio', { name: '满意' })
      .nth(1)
      .click();
    await assessor.look('a callback');
    // At night the answer is a sentence; by day the call is recorded.
    assessor.witness.allow(409, '/score');
    await assessor.button('assessment/call.reached').click();
    const refused = assessor.page.getByRole('alert').getByText('免打扰');
    const done = assessor.panel('assessment/call.title');
    const answered = async () => (await refused.count()) > 0 || (await done.count()) === 0;
    await until(answered, 'an answer to the call');
    await assessor.speak('en');
    await assessor.page.goto('/assessment/callbacks?list=done');
    await assessor.page.getByRole('table').waitFor();
    await assessor.look('callbacks done in English');
    await tab(assessor, 'promises').click();
    await assessor.panel('assessment/promises').getByRole('table').waitFor();
    await assessor.look('promises in English');
  });

  it('who turns to another call leaves the answers of the first behind', async () => {
    await closedComplaint();
    await closedComplaint();
    const assessor = await house.visitor();
    const { page, say } = assessor;
    await assessor.enter('assessor');
    await page.goto('/assessment/callbacks');
    const calls = assessor.button('assessment/call');
    await calls.nth(1).waitFor();
    const panel = assessor.panel('assessment/call.title');
    const whose = panel.locator('dd').first();
    await calls.nth(0).click();
    const first = await whose.innerText();
    await assessor.field('assessment/call.comment').fill('窗口态度很好。');
    await panel.getByRole('radio', { name: '满意' }).first().click();
    await calls.nth(1).click();
    await whose.filter({ hasNotText: first }).waitFor();
    expect(await assessor.field('assessment/call.comment').inputValue()).toBe('');
    expect(await panel.getByRole('radio', { checked: true }).count()).toBe(0);
    const send = panel.getByRole('button', { name: say('assessment/call.reached') });
    expect(await send.isDisabled()).toBe(true);
  });

  it('draws a spot check, scores it, and takes a scorecard to publication', async () => {
    const name = unusual('考评');
    const assessor = await house.visitor();
    const { page, say } = assessor;
    await assessor.enter('assessor');
    await page.goto('/assessment/spot-checks');
    await assessor.button('scorecard/check.draw').click();
    await assessor.field('scorecard/check.size').fill('1');
    await assessor.button('scorecard/check.draw').click();
    await page.getByRole('button', { name: say('scorecard/check.score') }).click();
    const fields = page.getByRole('spinbutton');
    await fields.first().waitFor();
    for (const points of await fields.all()) await points.fill('9');
    await assessor.look('scoring a spot check');
    await assessor.button('scorecard/save').click();
    await page.getByText('已完成').waitFor();
    await assessor.look('spot check completed');

    await tab(assessor, 'scorecards').click();
    await assessor.button('scorecard/period.open').click();
    await assessor.field('scorecard/period.name').fill(name);
    await assessor.button('scorecard/save').click();
    const period = page.getByRole('region', { name });
    await period.waitFor();
    await assessor.choose(period.getByRole('combobox'), '刘敏');
    await period.getByRole('link', { name: '刘敏' }).click();
    await assessor.button('scorecard/card.evidence').click();
    await assessor.button('scorecard/card.score').click();
    await page.getByRole('spinbutton').fill('90');
    await assessor.button('scorecard/save').click();
    await isScored(assessor);
    const { pathname } = new URL(page.url());

    const supervisor = await house.visitor();
    await supervisor.enter('supervisor');
    await supervisor.page.goto(pathname);
    await supervisor.button('scorecard/card.publish').click();
    await isOpenToObjection(supervisor);

    const handler = await house.visitor();
    await handler.enter('handler');
    await handler.page.goto(pathname);
    await handler.button('scorecard/card.object').click();
    await handler.field('scorecard/card.reason').fill('抽查样本只有一件，请复核。');
    await handler.look('objecting');
    await handler.button('scorecard/save').click();
    await handler.page.getByText('有异议').waitFor();

    await supervisor.page.reload();
    await supervisor.button('scorecard/card.review').click();
    await supervisor.field('scorecard/card.reason').fill('样本虽少，未计入总分，维持。');
    await supervisor.button('scorecard/save').click();
    await supervisor.page.getByText('已定稿').waitFor();
    await supervisor.look('scorecard final');
    await handler.page.reload();
    await handler.page.getByText('已定稿').waitFor();
    await handler.speak('en');
    await handler.look('own scorecard in English');
  });
});
