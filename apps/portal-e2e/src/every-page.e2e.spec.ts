/** Every page of every role's menu, and what lies behind: one language at a time, accessible. */
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { Clerk } from './platform';
import { registerCustomer, routeComplaint } from './told-cases';
import type { Visitor } from './visitor';
import type { Language } from './words';

const house = useHouse();

const casework = ['workbench', 'contacts', 'complaints', 'customers', 'performance'] as const;
type MenuPage = (typeof casework)[number] | 'intake' | 'operations' | 'organisation';

/** Whose menus together hold every page are looked at in both languages. */
const menus: [username: string, pages: readonly MenuPage[], languages: readonly Language[]][] = [
  ['agent', [...casework, 'intake'], ['zh']],
  ['handler', [...casework, 'intake'], ['zh']],
  ['supervisor', [...casework, 'intake'], ['zh', 'en']],
  ['auditor', [...casework, 'operations'], ['zh']],
  ['operator', ['operations'], ['zh']],
  ['admin', ['operations', 'organisation'], ['zh', 'en']],
];

describe('Every page', () => {
  it.each(menus)('of the menu of %s', async (who, pages, languages) => {
    const visitor = await house.visitor();
    await visitor.enter(who);
    const links = menuOf(visitor).getByRole('link');
    await links.first().waitFor();
    expect((await links.allInnerTexts()).sort()).toEqual(
      pages.map((page) => visitor.say(`shell/nav.${page}`)).sort(),
    );
    for (const language of languages) {
      await visitor.speak(language);
      for (const page of pages) {
        const name = visitor.say(`shell/nav.${page}`);
        await menuOf(visitor).getByRole('link', { name, exact: true }).click();
        await visitor.heading(name).waitFor();
        await examine(visitor, `page ${page} of ${who}`);
      }
    }
  });

  it('behind a link', async () => {
    const clerk = await Clerk.signIn('supervisor');
    const addresses = await somethingOfEverything(clerk);
    const visitor = await house.visitor();
    await visitor.enter('supervisor');
    for (const language of ['zh', 'en'] as const) {
      await visitor.speak(language);
      for (const [name, address] of Object.entries(addresses)) {
        await visitor.page.goto(address);
        await visitor.page.getByRole('heading', { level: 1 }).waitFor();
        await examine(visitor, `page ${name}`);
      }
      await visitor.page.keyboard.press('?');
      await visitor.page.getByRole('dialog').waitFor();
      await examine(visitor, 'page shortcuts');
      await visitor.page.keyboard.press('Escape');
      await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
});

const menuOf = ({ page, say }: Visitor) =>
  page.getByRole('navigation', { name: say('shell/navigation') });

async function examine(visitor: Visitor, name: string) {
  const where = `${name} ${visitor.language}`;
  await visitor.settle();
  await visitor.page.evaluate(
    'for (const one of document.querySelectorAll("details")) one.open = true',
  );
  await visitor.look(where);
  const faults = await accessibilityFaults(visitor.page);
  visitor.witness.faults.push(...faults.map((fault) => `${where}: ${fault}`));
}

/** Addresses of one of each, with as much on the page as the demonstration has to show. */
async function somethingOfEverything(clerk: Clerk): Promise<Record<string, string>> {
  const { items } = (await clerk.tell('/customers/search', {
    query: '13900002222',
  })) as unknown as {
    items: { id: string }[];
  };
  const customer = items[0]!.id;
  const { contacts, complaints } = (await clerk.get(`/customers/${customer}`)) as unknown as {
    contacts: { id: string }[];
    complaints: { id: string; unitId: string }[];
  };
  const [complaint] = complaints;
  const told = await routeComplaint(clerk, await registerCustomer(clerk));
  return {
    complaint: `/complaints/${complaint!.id}`,
    'new complaint': `/complaints/${told.complaintId}`,
    contact: `/contacts/${contacts[0]!.id}`,
    customer: `/customers/${told.customerId}`,
    'people of a unit': `/performance?unitId=${complaint!.unitId}`,
    'no complaints': '/complaints?list=mine&status=closed',
    'no such page': '/no-such-page',
  };
}
