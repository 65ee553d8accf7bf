/** Each page of a thing with a past shows how it stood, who changed it and who has seen it. */
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { Keyboard } from './keyboard';
import { Clerk } from './platform';
import { archiveOf, chenJianguo } from './told-cases';

const house = useHouse();

type Items = Readonly<{ items: readonly { id: string }[] }>;

/** The newest of each kind whose past was shown last. */
async function pagesWithPast(): Promise<[name: string, address: string][]> {
  const clerk = await Clerk.signIn('auditor');
  const { contacts } = await archiveOf(clerk, chenJianguo);
  const lists = ['/accounts?list=all', '/callbacks?list=done', '/spot-checks'];
  const [accounts, callbacks, checks] = await Promise.all(
    lists.map((path) => clerk.get<Items>(path)),
  );
  const one = ({ items }: Items) => items[0]!.id;
  const ids = [contacts[0]!.id, one(accounts!), one(callbacks!), one(checks!)];
  const pages = ['contacts', 'arrears', 'assessment/callbacks', 'assessment/spot-checks'];
  const names = ['contact', 'account', 'callback', 'spot check'];
  return ids.map((id, index) => [names[index]!, `/${pages[index]}/${id}`]);
}

describe('The past of a thing, on its page', () => {
  it('is shown for contacts, accounts, callbacks and spot checks', async () => {
    const auditor = await house.visitor();
    const { page } = auditor;
    await auditor.enter('auditor');
    for (const [name, address] of await pagesWithPast()) {
      await page.goto(address);
      const past = auditor.panel('history/title');
      await past.getByRole('slider', { name: auditor.say('history/slider.from') }).focus();
      await new Keyboard(page).press('Home');
      await past.locator('.tz-state').waitFor();
      const rows = auditor.panel('history/trail').getByRole('row');
      await rows.nth(1).waitFor();
      const look = auditor.panel('access/title').getByRole('row');
      await look
        .filter({ hasText: auditor.say('access/how.page') })
        .first()
        .waitFor();
      for (const language of ['en', 'zh'] as const) {
        await auditor.speak(language);
        await auditor.panel('history/title').evaluate('(panel) => panel.scrollIntoView()');
        await auditor.look(`past of a ${name} ${language}`);
      }
      expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
    }
  });

  it('is not offered to whoever may not replay', async () => {
    const agent = await house.visitor();
    const { page } = agent;
    await agent.enter('agent');
    const clerk = await Clerk.signIn('agent');
    const { contacts } = await archiveOf(clerk, chenJianguo);
    await page.goto(`/contacts/${contacts[0]!.id}`);
    await page.getByText(contacts[0]!.id).first().waitFor();
    await agent.settle();
    expect(await agent.panel('history/title').count()).toBe(0);
    expect(await agent.panel('access/title').count()).toBe(0);
  });
});
