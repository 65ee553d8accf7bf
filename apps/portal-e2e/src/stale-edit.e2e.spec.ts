/** Two colleagues on one complaint: whoever comes second is told, and loses nothing. */
import { fillStep, formOf, openStep, submitStep, takeStep } from './casework';
import { useHouse } from './house';
import { Clerk, unusual } from './platform';
import { refused } from './refusal';
import { registerCustomer, routeComplaint, unitNamed } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();
const typed = '用户称换表当天无人告知，已约明早上门。';

type Colleague = Readonly<{ name: string; username: string; password: string }>;

/** The demonstration has one account a unit: here is a second one, with a password of their own. */
async function colleagueAt(unitId: string): Promise<Colleague> {
  const admin = await Clerk.signIn('admin');
  const person = { name: '秦可', username: unusual('qin-ke-'), unitId, roles: ['handler'] };
  const { oneTimePassword } = await admin.tell('/staff', person);
  const account = { username: person.username, password: 'a password of my own' };
  const newcomer = await Clerk.signIn(person.username, String(oneTimePassword));
  await newcomer.changePassword(String(oneTimePassword), account.password);
  return { name: person.name, ...account };
}

/** A complaint that the first has accepted and the second looks at as well. */
async function bothAt(complaintOf: 'metering') {
  const clerk = await Clerk.signIn('hotline');
  const [customerId, unitId] = [await registerCustomer(clerk), await unitNamed(clerk, '计量班')];
  const { complaintId } = await routeComplaint(clerk, customerId);
  const supervisor = await Clerk.signIn('supervisor');
  await supervisor.tell(`/complaints/${complaintId}/dispatch`, { toUnitId: unitId }, 0);
  const colleague = await colleagueAt(unitId);
  const [first, second] = [await house.visitor(), await house.visitor()];
  await first.enter(complaintOf);
  await second.enter(colleague.username, colleague.password);
  await first.page.goto(`/complaints/${complaintId}`);
  await takeStep(first, 'acceptance');
  await second.page.goto(`/complaints/${complaintId}`);
  return { first, second, colleague, complaintId };
}

describe('A form that somebody else overtakes', () => {
  it('tells it at the attempt to send, and keeps what was typed', async () => {
    const { first, second, colleague, complaintId } = await bothAt('metering');
    await openStep(first, 'customer-contact');
    const said = first.say('complaint/field.said');
    await fillStep(first, { choose: { 联系方式: '上门' }, write: { [said]: typed } });

    // The page asks for news every few seconds; here the attempt is to come first.
    const release = await holdNews(first, complaintId);
    await openStep(second, 'take-over', 'others');
    await submitStep(second);
    await second.page.getByText(`${colleague.name}接单，负责到底`).first().waitFor();
    first.witness.allow(412, '/customer-contact');
    const stale = first.page.waitForResponse((answer) => answer.status() === 412);
    await submitStep(first);
    await stale;
    await release();

    const notice = first.page.getByRole('alert').filter({
      hasText: first.say('complaint/stale.title'),
    });
    await notice.getByText(`${colleague.name}接单，负责到底`).waitFor();
    await keepsWhatWasTyped(first);
    await first.look('stale told at sending');
    await first.button('complaint/stale.continue').click();
    await notice.waitFor({ state: 'detached' });
    const { code } = await refused(first, 409, '/customer-contact', () => submitStep(first));
    expect(code).toBe('complaint-handled-by-another');
    await keepsWhatWasTyped(first);
    await first.look('stale refused');
  });

  it('is told of it while still typing', async () => {
    const { first, second, colleague } = await bothAt('metering');
    await openStep(first, 'customer-contact');
    await fillStep(first, {
      choose: { 联系方式: '上门' },
      write: { [first.say('complaint/field.said')]: typed },
    });
    await openStep(second, 'take-over', 'others');
    await submitStep(second);
    const notice = first.page.getByRole('alert').filter({
      hasText: first.say('complaint/stale.title'),
    });
    await notice.getByText(`${colleague.name}接单，负责到底`).waitFor();
    expect(await formOf(first).locator('button[type=submit]').isDisabled()).toBe(true);
    await keepsWhatWasTyped(first);
    await first.look('stale told while typing');
  });
});

async function keepsWhatWasTyped(visitor: Visitor) {
  const form = formOf(visitor);
  expect(await form.getByRole('textbox').inputValue()).toBe(typed);
  await form.getByRole('radio', { name: '上门', checked: true }).waitFor();
}

/** Keeps the page's own questions for the complaint waiting. @returns lets them go. */
async function holdNews({ page }: Visitor, complaintId: string): Promise<() => Promise<void>> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const questions = `**/api/complaints/${complaintId}`;
  await page.route(questions, async (route) => {
    await held;
    await route.continue();
  });
  return async () => {
    letGo();
    await page.unroute(questions);
  };
}
