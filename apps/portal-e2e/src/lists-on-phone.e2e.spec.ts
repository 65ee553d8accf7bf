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
