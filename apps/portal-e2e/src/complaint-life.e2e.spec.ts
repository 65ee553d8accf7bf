/** A complaint from the supervisor's list to the closed case, and what it changed elsewhere. */
import { fillStep, openStep, sendStep, submitStep, type Filled, type Step } from './casework';
import { useHouse } from './house';
import { awayFromMidnight, Clerk, until } from './platform';
import { refused } from './refusal';
import { registerCustomer, routeComplaint, type ToldCase } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

type Figures = Readonly<Record<'accepted' | 'replied' | 'closed', number>>;

describe('The life of a complaint', () => {
  it('goes from person to person, and every number follows', async () => {
    const clerk = await Clerk.signIn('hotline');
    const customerId = await registerCustomer(clerk);
    const [supervisor, handler] = [await house.visitor(), await house.visitor()];
    await supervisor.enter('supervisor');
    await handler.enter('handler');
    expect(await countsOf(supervisor, customerId)).toBe('0 / 0 / 0');
    await awayFromMidnight();
    const before = await figuresOf(supervisor, '刘敏');

    const told = await routeComplaint(clerk, customerId);
    await dispatch(supervisor, told);
    await handle(handler, told);

    expect(await countsOf(supervisor, customerId)).toBe('1 / 1 / 0');
    await supervisor.panel('customers/complaints').getByText('已办结').waitFor();
    await supervisor.look('life archive after');
    const { accepted, replied, closed } = before;
    const after = { accepted: accepted + 1, replied: replied + 1, closed: closed + 1 };
    let now = before;
    await until(
      async () => {
        now = await figuresOf(supervisor, '刘敏');
        return JSON.stringify(now) === JSON.stringify(after);
      },
      () => JSON.stringify({ before, now, after }),
    );
    await openFigure(supervisor, told, after.closed);
  });
});

/** Contacts, complaints and open ones as the archive shows them. */
async function countsOf(visitor: Visitor, customerId: string): Promise<string> {
  await visitor.page.goto(`/customers/${customerId}`);
  const facts = visitor.panel('customers/details').locator('dl > div');
  return facts
    .filter({ hasText: visitor.say('customers/counts') })
    .locator('dd')
    .innerText();
}

/** What one person did today, from the table of performance; zeros where they did nothing. */
async function figuresOf(visitor: Visitor, name: string): Promise<Figures> {
  const { page, say } = visitor;
  await page.goto('/performance');
  for (const name of [say('performance/preset.today'), say('performance/group.staff')]) {
    await page.getByRole('radio', { name }).click();
    await page.getByRole('radio', { name, checked: true }).waitFor();
  }
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await visitor.settle();
  const read = async (figure: keyof Figures) => {
    const cell = cellOf(visitor, name, figure);
    return (await cell.count()) > 0 ? Number(await cell.innerText()) : 0;
  };
  return {
    accepted: await read('accepted'),
    replied: await read('replied'),
    closed: await read('closed'),
  };
}

/** The figure of a person, as the button that opens to its events. */
function cellOf({ page, say }: Visitor, name: string, figure: keyof Figures) {
  const indicator = say(`performance/indicator.${figure}`);
  const [beginning = ''] = say('performance/open', { name, indicator, value: '#' }).split('#');
  return page.getByRole('button', { name: new RegExp(`^${beginning}`) });
}

async function dispatch(supervisor: Visitor, { statement, complaintId }: ToldCase) {
  const { page, say } = supervisor;
  await page.goto('/complaints?list=to-dispatch&sort=newest');
  await page.getByRole('link', { name: statement }).click();
  await page.getByText(complaintId).first().waitFor();
  await openStep(supervisor, 'dispatch');
  await supervisor.look('life dispatch form');
  await fillStep(supervisor, { select: { [say('complaint/field.unit')]: '投诉处理班' } });
  await submitStep(supervisor);
  await supervisor.panel('timeline/title').getByText('派单给投诉处理班').waitFor();
  await supervisor.look('life dispatched');
}

async function handle(handler: Visitor, { statement }: ToldCase) {
  const { page, say } = handler;
  await page.goto('/complaints?list=unit&sort=newest');
  await page.getByRole('link', { name: statement }).click();
  await takeStep(handler, 'acceptance');
  await takeStep(handler, 'customer-contact', {
    write: { [say('complaint/field.said')]: '致歉，约定次日上午上门核对。' },
  });
  await takeStep(handler, 'investigation', {
    choose: { [say('complaint/field.cause')]: '人员' },
    write: { [say('complaint/field.findings')]: '换表时止码录错。' },
  });
  await takeStep(handler, 'adjudication', {
    choose: { [say('complaint/field.verdict')]: '属实' },
    write: { [say('complaint/field.reasons')]: '止码与照片不符。' },
  });
  await takeStep(handler, 'remedies', {
    choose: { [say('complaint/field.remedy')]: '象征性补偿' },
    write: {
      [say('complaint/field.amount')]: '50',
      [say('complaint/field.done')]: '计入下期电费。',
    },
  });
  await takeStep(handler, 'reply', {
    write: { [say('complaint/field.reply')]: '多计电费已退，另补偿50元。' },
  });
  await apologiseTooLate(handler);
  await takeStep(handler, 'closure', {
    choose: { [say('complaint/field.satisfaction')]: say('complaint/satisfaction.4') },
  });
  await handler.panel('timeline/title').getByText('补救：象征性补偿 50.00 元').waitFor();
  await handler.look('life closed');
}

/** Every form is read in both languages; what was typed survives the change. */
async function takeStep(handler: Visitor, step: Step, filled: Filled = {}) {
  await openStep(handler, step);
  await fillStep(handler, filled);
  for (const language of ['en', 'zh'] as const) {
    await handler.speak(language);
    await handler.look(`life ${step} ${language}`);
  }
  await sendStep(handler, step);
}

/** After the answer only a follow-up is left; what was typed stays where it is. */
async function apologiseTooLate(handler: Visitor) {
  const { say } = handler;
  await openStep(handler, 'remedies', 'others');
  const done = say('complaint/field.done');
  await fillStep(handler, {
    choose: { [say('complaint/field.remedy')]: '道歉' },
    write: { [done]: '当面致歉。' },
  });
  const { code } = await refused(handler, 409, '/remedies', () => submitStep(handler));
  expect(code).toBe('complaint-already-replied');
  expect(await handler.field('complaint/field.done').inputValue()).toBe('当面致歉。');
  await handler.look('life refused');
  await handler.button('complaint/step.cancel').click();
}

/** The figure opens to its events, and the event leads to the case. */
async function openFigure(supervisor: Visitor, { complaintId }: ToldCase, closed: number) {
  await supervisor.speak('en');
  const { page, say } = supervisor;
  await cellOf(supervisor, '刘敏', 'closed').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText(say('ui/listedAll', { count: closed })).waitFor();
  await supervisor.look('life events of a figure');
  await drawer.getByRole('link', { name: complaintId }).click();
  const rated = say('timeline/event.ComplaintClosed.rated', { satisfaction: 4 });
  await supervisor.panel('timeline/title').getByText(rated).waitFor();
}
