/** Every page of every role's menu: in one language at a time, and accessible. */
import { useHouse } from './house';
import type { Visitor } from './visitor';
import { accessibilityFaults } from './accessibility';

const house = useHouse();

type MenuPage =
  | 'workbench'
  | 'intake'
  | 'contacts'
  | 'complaints'
  | 'customers'
  | 'performance'
  | 'operations'
  | 'organisation';

const casework: MenuPage[] = ['workbench', 'contacts', 'complaints', 'customers', 'performance'];

const menus: [username: string, pages: readonly MenuPage[]][] = [
  ['agent', [...casework, 'intake']],
  ['handler', [...casework, 'intake']],
  ['supervisor', [...casework, 'intake']],
  ['auditor', [...casework, 'operations']],
  ['operator', ['operations']],
  ['admin', ['operations', 'organisation']],
];

describe('Every page', () => {
  it.each(menus)('of the menu of %s is in one language, and accessible', async (who, pages) => {
    const visitor = await house.visitor();
    await visitor.enter(who);
    const menu = visitor.page.getByRole('navigation', { name: visitor.say('shell/navigation') });
    await menu.getByRole('link').first().waitFor();
    expect(new Set(await menu.getByRole('link').allInnerTexts())).toEqual(
      new Set(pages.map((page) => visitor.say(`shell/nav.${page}`))),
    );
    for (const page of pages) await lookAt(visitor, who, page);
    await visitor.speak('en');
    for (const page of pages) await lookAt(visitor, who, page);
  });
});

async function lookAt(visitor: Visitor, who: string, page: MenuPage) {
  await visitor.page.getByRole('link', { name: visitor.say(`shell/nav.${page}`), exact: true }).click();
  await visitor.heading(visitor.say(`shell/nav.${page}`)).waitFor();
  await visitor.look(`page ${page} ${who} ${visitor.language}`);
  const faults = await accessibilityFaults(visitor.page);
  visitor.witness.faults.push(...faults.map((fault) => `${page}: ${fault}`));
}
