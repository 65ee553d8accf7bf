/** On a telephone the past reads like every list: cards, nothing to be pushed sideways. */
import { accessibilityFaults } from './accessibility';
import { readCards } from './cards';
import { telephone, useHouse } from './house';
import { Keyboard } from './keyboard';
import { Clerk } from './platform';
import { archiveOf, chenJianguo } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();
const smallPhone = { ...telephone, viewport: { width: 375, height: 812 } };

/** The rows of a panel are all on cards, and the page around it fits. */
async function readsWell(visitor: Visitor, panel: Parameters<Visitor['panel']>[0], name: string) {
  const { page } = visitor;
  await visitor.settle();
  const part = visitor.panel(panel);
  await part
    .locator('.tz-stacked tbody tr')
    .filter({ visible: true })
    .last()
    .scrollIntoViewIfNeeded();
  await visitor.look(`past on a phone ${name}`);
  expect(await part.locator('.tz-stacked tbody tr').count()).toBeGreaterThan(0);
  const { faults } = await page.evaluate(readCards);
  expect({ name, faults }).toEqual({ name, faults: [] });
  expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
}

describe('The past on a telephone', () => {
  it('of a complaint, of a customer, and the seals fit its width', async () => {
    const { customer, complaints } = await archiveOf(await Clerk.signIn('auditor'), chenJianguo);
    const { id } = complaints.find(({ reopenings }) => reopenings > 0)!;
    const auditor = await house.visitor(smallPhone);
    const { page } = auditor;
    const keyboard = new Keyboard(page);
    await auditor.enter('auditor');
    for (const language of ['zh', 'en'] as const) {
      await auditor.speak(language);
      await page.goto(`/complaints/${id}`);
      await auditor.panel('replay/title').getByRole('slider').focus();
      await keyboard.press('Home', 'ArrowRight');
      await readsWell(auditor, 'replay/title', `complaint ${language}`);

      await page.goto(`/customers/${customer.id}`);
      const past = auditor.panel('history/title');
      await past.getByRole('slider').focus();
      await keyboard.press('Home', 'ArrowRight');
      await past.locator('.tz-difference').first().waitFor();
      await readsWell(auditor, 'history/title', `customer ${language}`);

      await page.goto('/operations');
      await auditor.panel('seals/title').getByRole('row').nth(1).waitFor();
      await readsWell(auditor, 'seals/title', `seals ${language}`);
    }
  });
});
