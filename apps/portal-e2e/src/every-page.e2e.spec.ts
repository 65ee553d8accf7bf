/** Every page of every role's menu, and what lies behind: one language at a time, accessible. */
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { Clerk } from './platform';
import { archiveOf, chenJianguo, registerCustomer, routeComplaint } from './told-cases';
import type { Visitor } from './visitor';
import type { Language } from './words';

const house = useHouse();

const casework = [
  'workbench',
  'contacts',
  'complaints',
  'faults',
  'inquiries',
  'arrears',
  'customers',
  'performance',
  'assessment',
] as const;
type MenuPage =
  (typeof casework)[number] | 'intake' | 'access' | 'privacy' | 'operations' | 'organisation';

/** Whose menus together hold every page are looked at in both languages. */
const menus: [username: string, pages: readonly MenuPage[], languages: readonly Language[]][] = [
  ['agent', [...casework, 'intake'], ['zh']],
  ['handler', [...casework, 'intake'], ['zh']],
  ['supervisor', [...casework, 'intake', 'access'], ['zh', 'en']],
  ['crew', ['faults', 'performance', 'assessment'], ['zh']],
  ['auditor', [...casework, 'access', 'privacy', 'operations'], ['zh']],
  ['assessor', casework, ['zh']],
  ['privacy', [...casework.slice(0, -2), 'privacy'], ['zh', 'en']],
  ['operator', ['operations'], ['zh']],
  ['admin', ['operations', 'organisation'], ['zh', 'en']],
];

describe('Every page', () => {
  it.each(menus)('of the menu of %s', async (who, pages, languages) => {
    const visitor = await house.visitor();
    await visitor.enter(who);
    const links = visitor.page
      .getByRole('navigation', { name: visitor.say('shell/navigation') })
      .getByRole('link');
    await links.first().waitFor();
    const names = pages.map((page) => visitor.say(`shell/nav.${page}`));
    expect((await links.allInnerTexts()).sort()).toEqual([...names].sort());
    for (const [index, name] of names.entries()) {
      await links.getByText(name, { exact: true }).click();
      await visitor.heading(name).waitFor();
      await examine(visitor, `page ${pages[index]} of ${who}`, languages);
    }
  });

  it('behind a link', async () => {
    const visitor = await house.visitor();
    const { page } = visitor;
    await visitor.enter('supervisor');
    for (const [name, address] of Object.entries(await somethingOfEverything())) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await examine(visitor, `page ${name}`, ['zh', 'en']);
    }
    for (const language of ['en', 'zh'] as const) {
      await visitor.speak(language);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await examine(visitor, 'page shortcuts', [language]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
});

/** Looks at a page with everything unfolded, and leaves it in the language it was in. */
async function examine(visitor: Visitor, name: string, languages: readonly Language[]) {
  const { page, witness, language: before } = visitor;
  for (const language of languages) {
    await visitor.speak(language);
    await visitor.settle();
    await page.evaluate(
      'for (const part of document.querySelectorAll("details")) part.open = true',
    );
    await visitor.look(`${name} ${language}`);
    const faults = await accessibilityFaults(page);
    witness.faults.push(...faults.map((fault) => `${name} ${language}: ${fault}`));
  }
  await visitor.speak(before);
}

/** Addresses of one of each, with as much on the page as the demonstration has to show. */
async function somethingOfEverything(): Promise<Record<string, string>> {
  const clerk = await Clerk.signIn('supervisor');
  const { contacts, complaints } = await archiveOf(clerk, chenJianguo);
  const [complaint] = complaints;
  const told = await routeComplaint(clerk, await registerCustomer(clerk));
  return {
    complaint: `/complaints/${complaint!.id}`,
    'new complaint': `/complaints/${told.complaintId}`,
    contact: `/contacts/${contacts[0]!.id}`,
    customer: `/customers/${told.customerId}`,
    'people of a unit': `/performance?unitId=${complaint!.unitId}`,
    outages: '/faults/outages',
    'no complaints': '/complaints?list=mine&status=closed',
    'no such page': '/no-such-page',
    ...(await everythingOfAssessment(clerk)),
  };
}

type Items = Readonly<{ items: readonly { id: string }[] }>;

async function everythingOfAssessment(clerk: Clerk): Promise<Record<string, string>> {
  const lists = ['/spot-checks', '/scorecards'].map((path) => clerk.get<Items>(path));
  const [checks, cards] = await Promise.all(lists);
  return {
    'callbacks done': '/assessment/callbacks?list=done',
    'spot checks': '/assessment/spot-checks',
    'spot check': `/assessment/spot-checks/${checks!.items[0]!.id}`,
    scorecards: '/assessment/scorecards',
    scorecard: `/assessment/scorecards/${cards!.items[0]!.id}`,
    promises: '/assessment/promises',
  };
}
