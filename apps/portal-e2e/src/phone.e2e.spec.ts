/** On a telephone: nothing sticks out at the side, and the work can be done with a thumb. */
import { formOf, stepsOf } from './casework';
import { telephone, useHouse } from './house';
import { Clerk } from './platform';
import { dispatchComplaint, registerCustomer, routeComplaint } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

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
    await dispatchComplaint(complaintId, '抢修班');

    const crew = await house.visitor(telephone);
    const { page, say } = crew;
    await crew.enter('repair');
    await crew.heading(say('workbench/title')).waitFor();
    await crew.look('phone workbench');
    await crew.button('shell/menu').tap();
    await crew.look('phone menu');
    await crew.button('shell/menu').tap();
    await goTo(crew, 'complaints');
    await crew.look('phone complaints');
    await page.getByRole('link', { name: say('complaints/list.unit'), exact: true }).tap();
    await page.getByRole('link', { name: statement }).tap();
    await crew.button('complaint/step.acceptance').tap();
    await crew.look('phone next step');
    await formOf(crew).locator('button[type=submit]').tap();
    const done = say('complaint/step.done', { step: say('complaint/step.acceptance') });
    await stepsOf(crew).getByRole('status').filter({ hasText: done }).waitFor();
    await crew.button('complaint/step.customer-contact').tap();
    await crew.look('phone case');
    await crew.speak('en');
    await crew.look('phone case in English');
  });

  it('an agent takes a contact', async () => {
    const agent = await house.visitor(telephone);
    await agent.enter('agent');
    await agent.speak('en');
    await goTo(agent, 'intake');
    await agent.look('phone intake');
    await agent.button('intake/who.new.button').tap();
    await agent.look('phone new customer');
    await agent.page
      .getByRole('radio', { name: agent.say('intake/outcome.route.complaints') })
      .tap();
    await agent.look('phone routing');
    await agent.page
      .getByRole('button', { name: agent.say('intake/submit.route.complaints') })
      .tap();
    await agent.page.getByText(agent.say('intake/missing.type')).waitFor();
    await agent.look('phone what is missing');
  });
});
