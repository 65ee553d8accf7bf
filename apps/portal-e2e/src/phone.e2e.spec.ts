/** On a telephone: nothing sticks out at the side, and the work can be done with a thumb. */
import { formOf, stepsOf } from './casework';
import { readWhatSticksOut } from './fit';
import { useHouse } from './house';
import { Clerk } from './platform';
import { registerCustomer, routeComplaint, unitNamed } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();
const width = 390;
const telephone = { viewport: { width, height: 844 }, isMobile: true, hasTouch: true };

async function looksRight(visitor: Visitor, name: string) {
  await visitor.look(`phone ${name}`);
  expect({ name, out: await visitor.page.evaluate(readWhatSticksOut, width) }).toEqual({
    name,
    out: [],
  });
}

type MenuPage = 'workbench' | 'intake' | 'complaints';

async function goTo(visitor: Visitor, page: MenuPage) {
  await visitor.button('shell/menu').tap();
  const menu = visitor.page.getByRole('navigation', { name: visitor.say('shell/navigation') });
  await menu.getByRole('link', { name: visitor.say(`shell/nav.${page}`), exact: true }).tap();
  const heading = visitor.heading(visitor.say(`shell/nav.${page}`));
  await heading.waitFor();
  await visitor.settle();
  // A new page begins at its beginning, not behind the bar.
  const bar = (await visitor.page.getByRole('banner').boundingBox())!;
  expect((await heading.boundingBox())!.y).toBeGreaterThanOrEqual(bar.y + bar.height);
}

describe('On a telephone', () => {
  it('a crew finds its complaint and takes the next step', async () => {
    const clerk = await Clerk.signIn('hotline');
    const { complaintId, statement } = await routeComplaint(clerk, await registerCustomer(clerk));
    const supervisor = await Clerk.signIn('supervisor');
    const toUnitId = await unitNamed(clerk, '抢修班');
    await supervisor.tell(`/complaints/${complaintId}/dispatch`, { toUnitId }, 0);

    const crew = await house.visitor(telephone);
    const { page, say } = crew;
    await crew.enter('repair');
    await crew.heading(say('workbench/title')).waitFor();
    await looksRight(crew, 'workbench');
    await crew.button('shell/menu').tap();
    await looksRight(crew, 'menu');
    await crew.button('shell/menu').tap();
    await goTo(crew, 'complaints');
    await looksRight(crew, 'complaints');
    await page.getByRole('link', { name: say('complaints/list.unit'), exact: true }).tap();
    await page.getByRole('link', { name: statement }).tap();
    await crew.button('complaint/step.acceptance').tap();
    await looksRight(crew, 'next step');
    await formOf(crew).locator('button[type=submit]').tap();
    const done = say('complaint/step.done', { step: say('complaint/step.acceptance') });
    await stepsOf(crew).getByRole('status').filter({ hasText: done }).waitFor();
    await crew.button('complaint/step.customer-contact').tap();
    await looksRight(crew, 'case');
    await crew.speak('en');
    await looksRight(crew, 'case in English');
  });

  it('an agent takes a contact', async () => {
    const agent = await house.visitor(telephone);
    await agent.enter('agent');
    await agent.speak('en');
    await goTo(agent, 'intake');
    await looksRight(agent, 'intake');
    await agent.button('intake/who.new.button').tap();
    await looksRight(agent, 'new customer');
    await agent.page
      .getByRole('radio', { name: agent.say('intake/outcome.route.complaints') })
      .tap();
    await looksRight(agent, 'routing');
    await agent.page
      .getByRole('button', { name: agent.say('intake/submit.route.complaints') })
      .tap();
    await agent.page.getByText(agent.say('intake/missing.type')).waitFor();
    await looksRight(agent, 'what is missing');
  });
});
