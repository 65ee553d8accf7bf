/** Two colleagues on one complaint: whoever is overtaken is told, and loses nothing. */
import { fillStep, formOf, openStep, submitStep, takeStep } from './casework';
import { useHouse } from './house';
import { Clerk, unusual } from './platform';
import { refused } from './refusal';
import { dispatchComplaint, registerCustomer, routeComplaint, unitNamed } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();
const typed = '用户称换表当天无人告知，已约明早上门。';

describe('A form that somebody else overtakes', () => {
  it('tells what happened meanwhile, and keeps what was typed', async () => {
    const { zhang, qin, complaintId } = await colleaguesOnOneCase();

    await writeToCustomer(zhang);
    await takeOver(qin);
    // The page asks for news by itself.
    await isTold(zhang, '秦可接单，负责到底');
    expect(await formOf(zhang).locator('button[type=submit]').isDisabled()).toBe(true);
    await zhang.look('stale told while typing');
    await zhang.button('complaint/stale.continue').click();
    const { code } = await refused(zhang, 409, '/customer-contact', () => submitStep(zhang));
    expect(code).toBe('complaint-handled-by-another');
    await keepsWhatWasTyped(zhang);
    await zhang.look('stale refused');

    await writeToCustomer(qin);
    const release = await holdNews(qin, complaintId);
    await takeOver(zhang);
    qin.witness.allow(412, '/customer-contact');
    const stale = qin.page.waitForResponse((answer) => answer.status() === 412);
    await submitStep(qin);
    await stale;
    release();
    await isTold(qin, '张伟接单，负责到底');
    await qin.look('stale told at sending');
  });
});

describe('A contact that somebody else settles meanwhile', () => {
  it('is told as settled to whoever gives it up, and what cannot be looked up is said', async () => {
    const clerk = await Clerk.signIn('hotline');
    const classification = { type: 'inquiry', topic: 'bill', summary: '电费如何缴纳' };
    const customerId = await registerCustomer(clerk);
    const body = { channel: 'hotline', customerId, classification };
    const { id, revision } = await clerk.tell('/contacts', body);
    const chen = await house.visitor();
    await chen.enter('hotline');
    await chen.page.goto(`/intake/${id}`);
    await chen.button('intake/abandon').waitFor();
    await clerk.tell(`/contacts/${id}/answer`, { answer: '营业厅可缴费。' }, revision);

    await chen.page.route(`**/api/contacts/${id}`, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: away }),
    );
    chen.witness.allow(412, `/contacts/${id}`);
    chen.witness.allow(503, `/contacts/${id}`);
    await chen.button('intake/abandon').click();
    const problem = chen.page.getByRole('alert').filter({ hasText: '服务暂不可用' });
    await problem.waitFor();
    await chen.look('stale contact that cannot be looked up');
    await chen.page.unroute(`**/api/contacts/${id}`);
    await problem.getByRole('button', { name: chen.say('ui/retry') }).click();
    await chen.page.getByText(chen.say('intake/stale.settled')).waitFor();
    await chen.button('intake/abandon').waitFor({ state: 'detached' });
    await chen.look('contact settled by somebody else');
  });
});

/** What a server answers that is short of its database. */
const away = JSON.stringify({
  ...{ code: 'temporarily-unavailable', status: 503, title: '服务暂不可用' },
  ...{ detail: '系统的某一部分暂时无法连接。', remedy: '请稍候片刻，再原样重试。' },
});

/** 张伟 has accepted a complaint, and 秦可 of the same unit looks at it too. */
async function colleaguesOnOneCase() {
  const clerk = await Clerk.signIn('hotline');
  const [customerId, unitId] = [await registerCustomer(clerk), await unitNamed(clerk, '计量班')];
  const { complaintId } = await routeComplaint(clerk, customerId);
  await dispatchComplaint(complaintId, '计量班');
  const account = await registerColleague(unitId);

  const [zhang, qin] = [await house.visitor(), await house.visitor()];
  await zhang.enter('metering');
  await zhang.page.goto(`/complaints/${complaintId}`);
  await takeStep(zhang, 'acceptance');
  await qin.enter(account.username, account.password);
  await qin.page.goto(`/complaints/${complaintId}`);
  return { zhang, qin, complaintId };
}

/** The demonstration has one account a unit: here is a second one, with a password of their own. */
async function registerColleague(unitId: string) {
  const admin = await Clerk.signIn('admin');
  const person = { name: '秦可', username: unusual('qin-ke-'), unitId, roles: ['handler'] };
  const { oneTimePassword } = await admin.tell<{ oneTimePassword: string }>('/staff', person);
  const account = { username: person.username, password: 'a password of my own' };
  const newcomer = await Clerk.signIn(person.username, oneTimePassword);
  await newcomer.changePassword(oneTimePassword, account.password);
  return account;
}

async function writeToCustomer(visitor: Visitor) {
  await openStep(visitor, 'customer-contact');
  await fillStep(visitor, {
    choose: { [visitor.say('complaint/field.means')]: visitor.say('complaint/means.visit') },
    write: { [visitor.say('complaint/field.said')]: typed },
  });
}

async function takeOver(visitor: Visitor) {
  await openStep(visitor, 'take-over', 'others');
  await submitStep(visitor);
  await visitor.button('complaint/step.customer-contact').waitFor();
}

async function isTold(visitor: Visitor, event: string) {
  const title = visitor.say('complaint/stale.title');
  const notice = visitor.page.getByRole('alert').filter({ hasText: title });
  await notice.getByText(event).waitFor();
  await keepsWhatWasTyped(visitor);
}

async function keepsWhatWasTyped(visitor: Visitor) {
  const form = formOf(visitor);
  expect(await form.getByRole('textbox').inputValue()).toBe(typed);
  const means = visitor.say('complaint/means.visit');
  await form.getByRole('radio', { name: means, checked: true }).waitFor();
}

/** Keeps the page's own questions for the complaint waiting. @returns lets them go. */
async function holdNews({ page }: Visitor, complaintId: string): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(`**/api/complaints/${complaintId}`, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}
