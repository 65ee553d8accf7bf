/** What was known when, and why a deadline ends when it does: by keyboard, for an auditor. */
import { useHouse } from './house';
import { Keyboard } from './keyboard';
import { Clerk } from './platform';
import { archiveOf, chenJianguo } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

async function reopenedCase() {
  const { complaints } = await archiveOf(await Clerk.signIn('auditor'), chenJianguo);
  return complaints.find(({ reopenings }) => reopenings > 0)!;
}

describe('The replay of a complaint', () => {
  it('shows an earlier state, what differs, and the present again', async () => {
    const { id, events } = await reopenedCase();
    const auditor = await house.visitor();
    const { page, say } = auditor;
    await auditor.enter('auditor');
    await page.goto(`/complaints/${id}`);
    const replay = auditor.panel('replay/title');
    const slider = replay.getByRole('slider', { name: say('replay/slider') });
    await slider.waitFor();
    await auditor.look('replay now');
    const keyboard = new Keyboard(page);
    await keyboard.tabTo(slider);

    await keyboard.press('Home');
    await isAtStep(auditor, 1, events);
    expect(await rowOf(auditor, 'status')).toEqual(['状态', '–', '已受理', '已办结 ◆ 此后有变']);
    const differences = await replay.locator('tr[data-later]').count();
    expect(differences).toBeGreaterThan(5);
    await replay.getByText(say('replay/summary', { step: 0, now: differences })).waitFor();
    await auditor.look('replay first step');

    await keyboard.press('ArrowRight');
    await isAtStep(auditor, 2, events);
    const [, before, then] = await rowOf(auditor, 'status');
    expect([before, then]).toEqual(['已受理', '已派单 ● 本步变化']);
    await auditor.look('replay second step');

    await keyboard.press('End');
    await isAtStep(auditor, events, events);
    await replay.getByText(say('replay/summary.now', { step: 2 }).slice(0, 9)).waitFor();
    expect(await replay.locator('tr[data-later]').count()).toBe(0);
    const unit = await rowOf(auditor, 'unitId');
    expect([unit[1], unit[3]]).toEqual([say('replay/unchanged'), say('replay/same')]);
  });

  it('comes with deadlines that explain themselves day by day', async () => {
    const { id } = await reopenedCase();
    const auditor = await house.visitor();
    const { page, say } = auditor;
    await auditor.enter('auditor');
    await page.goto(`/complaints/${id}`);
    const deadline = auditor
      .panel('complaint/deadlines.title')
      .getByRole('listitem')
      .filter({ hasText: '投诉答复客户' })
      .first();
    const keyboard = new Keyboard(page);
    await deadline.waitFor();
    await keyboard.tabTo(deadline.locator('summary'));
    await keyboard.press('Enter');
    const days = deadline.locator('tbody tr');
    await days.first().waitFor();
    await deadline.scrollIntoViewIfNeeded();
    await auditor.look('replay deadline explained');
    const kinds = await days.evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('data-kind')),
    );
    const counted = kinds.filter((kind) => kind === 'counted' || kind === 'make-up-day').length;
    expect(kinds[0]).toBe('start');
    expect(await days.last().locator('td').last().innerText()).toBe(`${counted} / ${counted}`);
    await deadline.getByText(say('complaint/deadlines.rule').slice(0, 4)).waitFor();

    await page.emulateMedia({ media: 'print' });
    await auditor.look('replay case on paper');
    expect(await deadline.isVisible()).toBe(true);
    const operated = [auditor.button('shell/sign-out'), page.getByRole('navigation')];
    for (const part of operated) expect(await part.first().isVisible()).toBe(false);
  });
});

const isAtStep = (visitor: Visitor, step: number, last: number) =>
  visitor
    .panel('replay/title')
    .getByRole('status')
    .filter({ hasText: visitor.say('replay/position', { step, last }).split('，')[0]! })
    .waitFor();

/** The cells of one field of the comparison: its name, the step before, then, now. */
async function rowOf(visitor: Visitor, field: string): Promise<string[]> {
  await visitor.settle();
  const name = visitor.say(`replay/field.${field}`);
  const row = visitor
    .panel('replay/title')
    .getByRole('row')
    .filter({
      has: visitor.page.getByRole('rowheader', { name, exact: true }),
    });
  return row.locator('th, td').allInnerTexts();
}
