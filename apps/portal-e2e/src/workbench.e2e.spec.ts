/** Whose complaints come first: everybody's for who dispatches, and whatever is chosen. */
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import type { Visitor } from './visitor';

const house = useHouse();

/** Waits until the choice of these words is the one that is shown as chosen, the only one. */
const isChosen = async (visitor: Visitor, words: string) => {
  const chosen = visitor.panel('workbench/urgent').locator('nav [aria-current=page]');
  await chosen.and(visitor.page.getByText(words, { exact: true })).waitFor();
  expect(await chosen.count()).toBe(1);
};

describe('The workbench', () => {
  it('of a supervisor begins with all units, and shows what is chosen', async () => {
    const supervisor = await house.visitor();
    const { page, say } = supervisor;
    await supervisor.enter('supervisor');
    const lines = supervisor.panel('workbench/urgent').getByRole('listitem');
    await lines.first().waitFor();
    await isChosen(supervisor, say('workbench/due.all'));
    await supervisor.panel('workbench/trend.everybody').waitFor();
    await supervisor.look('workbench of a supervisor');
    expect(await accessibilityFaults(page)).toEqual([]);

    await supervisor.panel('workbench/urgent').getByText(say('workbench/due.unit')).click();
    await page.waitForURL('**/workbench?due=unit');
    await isChosen(supervisor, say('workbench/due.unit'));
    await supervisor.look('workbench of a supervisor own unit');
  });

  it('of a handler begins with their own', async () => {
    const handler = await house.visitor();
    await handler.enter('handler');
    const lines = handler.panel('workbench/urgent').getByRole('listitem');
    await lines.first().waitFor();
    await isChosen(handler, handler.say('workbench/due.mine'));
    await handler.panel('workbench/trend.unit').waitFor();
  });
});
