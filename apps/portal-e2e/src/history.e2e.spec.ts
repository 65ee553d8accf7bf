/** What was known when, what changed through whom, and who has looked: for an auditor. */
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { Keyboard } from './keyboard';
import { Clerk } from './platform';
import { archiveOf, chenJianguo } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

type Trail = Readonly<{ items: readonly { at: string }[] }>;
type Faults = Readonly<{ items: readonly { id: string; events: number }[] }>;

/** How many instants a history has. */
async function stepsOf(clerk: Clerk, id: string): Promise<number> {
  const { items } = await clerk.get<Trail>(`/history/${id}/trail`);
  return new Set(items.map(({ at }) => at)).size;
}

const isAtStep = (visitor: Visitor, step: number, last: number) =>
  visitor
    .panel('history/title')
    .getByRole('status')
    .filter({ hasText: visitor.say('history/position', { step, last }).split('，')[0]! })
    .waitFor();

describe('The past of a customer archive', () => {
  it('is gone back to, compared, and shows who has looked', async () => {
    const clerk = await Clerk.signIn('auditor');
    const { id } = (await archiveOf(clerk, chenJianguo)).customer;
    const last = await stepsOf(clerk, id);
    const auditor = await house.visitor();
    const { page, say } = auditor;
    await auditor.enter('auditor');
    await page.goto(`/customers/${id}`);
    const past = auditor.panel('history/title');
    const slider = past.getByRole('slider', { name: say('history/slider.from') });
    await slider.waitFor();
    const keyboard = new Keyboard(page);
    await slider.focus();

    await keyboard.press('Home');
    await isAtStep(auditor, 1, last);
    await auditor.settle();
    const then = past.locator('[data-kind=complaint] dt').first();
    expect(await then.innerText()).toContain('0');
    const appeared = past.locator('.tz-difference[data-kind=complaint]');
    await appeared.first().waitFor();
    expect(await appeared.first().innerText()).toContain(say('history/became.appeared'));
    await past.scrollIntoViewIfNeeded();
    await auditor.look('history of an archive, first step');

    await past.getByText(say('history/compare')).click();
    const other = past.getByRole('slider', { name: say('history/slider.to') });
    await other.focus();
    await keyboard.press('Home', 'ArrowRight', 'ArrowRight');
    await auditor.settle();
    await past.locator('[data-part=difference]').scrollIntoViewIfNeeded();
    await auditor.look('history of an archive, two instants');

    const looks = auditor.panel('access/title');
    await looks
      .getByRole('row')
      .filter({ hasText: say('access/how.changes') })
      .first()
      .waitFor();
    await looks.scrollIntoViewIfNeeded();
    await auditor.look('who has seen an archive');
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('The past of a fault', () => {
  it('shows each step, the fields it changed and by whom, in both languages', async () => {
    const clerk = await Clerk.signIn('auditor');
    const { items } = await clerk.get<Faults>('/faults?open=false&sort=newest&limit=20');
    const { id } = items.toSorted((a, b) => b.events - a.events)[0]!;
    const last = await stepsOf(clerk, id);
    const auditor = await house.visitor();
    await auditor.enter('auditor');
    await auditor.page.goto(`/faults/${id}`);
    const keyboard = new Keyboard(auditor.page);
    const past = auditor.panel('history/title');
    await past.getByRole('slider', { name: auditor.say('history/slider.from') }).focus();
    await keyboard.press('Home', 'ArrowRight');
    await isAtStep(auditor, 2, last);
    await auditor.settle();
    const status = past.locator('tr[data-field=status]');
    const cells = await status.locator('th, td').allInnerTexts();
    expect(cells.slice(0, 3)).toEqual(['状态', expect.any(String), '已办结 ● 变']);
    expect(cells[3]).toContain('故障办结');
    await past.scrollIntoViewIfNeeded();
    await auditor.look('history of a fault');
    expect(await accessibilityFaults(auditor.page)).toEqual([]);

    await auditor.speak('en');
    await auditor.panel('history/trail').scrollIntoViewIfNeeded();
    await auditor.look('trail of a fault');
  });
});
