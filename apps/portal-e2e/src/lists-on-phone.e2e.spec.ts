/** On a telephone every row of every list is a card that says what each of its values is. */
import { accessibilityFaults } from './accessibility';
import { readCards } from './cards';
import { telephone, useHouse } from './house';
import { Clerk } from './platform';
import { archiveOf, chenJianguo } from './told-cases';

const house = useHouse();

type Items = Readonly<{ items: readonly { id: string }[] }>;

async function firstOf(clerk: Clerk, list: string): Promise<string> {
  return (await clerk.get<Items>(list)).items[0]!.id;
}

/** Addresses whose tables have rows in the demonstration, by who reads them. */
async function pagesWithLists(): Promise<[who: string, addresses: readonly string[]][]> {
  const clerk = await Clerk.signIn('auditor');
  const { customer, complaints } = await archiveOf(clerk, chenJianguo);
  const account = await firstOf(clerk, '/accounts?list=all');
  const check = await firstOf(clerk, '/spot-checks');
  const scorecard = await firstOf(clerk, '/scorecards');
  return [
    [
      'auditor',
      [
        ...['/complaints', '/contacts', '/inquiries?list=all', '/arrears?list=all', '/operations'],
        ...[`/complaints/${complaints[0]!.id}`, `/customers/${customer.id}`, `/arrears/${account}`],
        ...['/assessment/callbacks?list=done', '/assessment/promises', '/assessment/scorecards'],
        ...[`/assessment/spot-checks/${check}`, `/assessment/scorecards/${scorecard}`],
      ],
    ],
    ['admin', ['/organisation']],
  ];
}

/** Deadlines that lie beyond the edge of the part that scrolls. */
const cutDeadlines = `[...document.querySelectorAll('.tz-scrolling .tz-deadline')]
  .filter((deadline) => {
    const edge = deadline.closest('.tz-scrolling').getBoundingClientRect().right;
    return deadline.getBoundingClientRect().right > edge + 1;
  })
  .map(({ textContent }) => textContent)`;

describe('Lists on a small screen', () => {
  it('keep their deadlines in sight', async () => {
    const reader = await house.visitor({ viewport: { width: 1024, height: 768 } });
    const { page } = reader;
    await reader.enter('auditor');
    await reader.speak('en'); // its words are the longer ones
    for (const address of ['/complaints', '/inquiries?list=all']) {
      await page.goto(address);
      await page.locator('.tz-scrolling .tz-deadline').first().waitFor();
      await reader.look(`list on a small screen ${address.slice(1)}`);
      expect([address, await page.evaluate(cutDeadlines)]).toEqual([address, []]);
    }
  });
});

describe('Lists on a telephone', () => {
  it('are cards with titled values, accessible, and nothing must be pushed sideways', async () => {
    for (const [who, addresses] of await pagesWithLists()) {
      const reader = await house.visitor(telephone);
      const { page } = reader;
      await reader.enter(who);
      await reader.speak('en'); // its words are the longer ones
      for (const [index, address] of addresses.entries()) {
        await page.goto(address);
        await page.getByRole('table').first().waitFor();
        await reader.settle();
        await reader.look(`list on a phone ${who} ${index}`);
        const { rows, faults } = await page.evaluate(readCards);
        expect({ address, faults }).toEqual({ address, faults: [] });
        expect([address, rows > 0]).toEqual([address, true]);
        expect([address, await accessibilityFaults(page)]).toEqual([address, []]);
      }
    }
  });
});
