/** A fault from the telephone over the board to the crew's own telephone, in few taps. */
import { accessibilityFaults } from './accessibility';
import { telephone, useHouse } from './house';
import { Clerk, unusual, until } from './platform';
import { registerCustomer, routeFault } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

async function looksRight(visitor: Visitor, name: string) {
  await visitor.look(`faults ${name}`);
  const faults = await accessibilityFaults(visitor.page);
  visitor.witness.faults.push(...faults.map((fault) => `${name}: ${fault}`));
}

/** Somebody at the hotline is told that it is dark. */
async function takeReport(agent: Visitor, place: string): Promise<string> {
  const { page, say, witness } = agent;
  // The exchange may take a moment to carry it over.
  witness.allow(404, '/api/faults/fault-');
  await page.getByRole('radio', { name: /故障报修/ }).click();
  await page
    .getByRole('radiogroup', { name: say('intake/topic') })
    .getByText('停电')
    .click();
  await agent.field('intake/summary').fill('大风后整栋楼停电');
  for (const question of ['arrears', 'neighbours', 'switch'] as const) {
    const asked = page.getByRole('radiogroup', { name: say(`fault-report/question.${question}`) });
    await asked.getByRole('radio', { name: say('fault-report/no') }).click();
  }
  await page.getByText(say('fault-report/advice.dispatch')).waitFor();
  await agent.field('fault-report/place').fill(place);
  const area = page.getByRole('radiogroup', { name: say('fault-report/area') });
  await area.getByRole('radio', { name: '城区' }).click();
  await page.getByLabel('危及人身安全').check();
  await looksRight(agent, 'report');
  await page.getByRole('button', { name: say('intake/submit.route.faults') }).click();
  const link = page.getByRole('link', { name: say('intake/settled.fault.open') });
  await link.waitFor();
  return (await link.getAttribute('href'))!.split('/').at(-1)!;
}

describe('A fault', () => {
  it('is reported, sent to a crew by one action, and repaired in three taps', async () => {
    const place = unusual('朝阳路5号楼');
    const agent = await house.visitor();
    await agent.enter('hotline');
    await agent.page.goto('/intake');
    await agent.button('intake/who.anonymous').click();
    const faultId = await takeReport(agent, place);

    const supervisor = await house.visitor();
    await supervisor.enter('supervisor');
    await supervisor.page.goto('/faults');
    const card = supervisor.page.getByRole('listitem').filter({ hasText: place });
    await card.waitFor();
    await looksRight(supervisor, 'board');
    await supervisor.speak('en');
    await looksRight(supervisor, 'board in English');
    await supervisor.speak('zh');
    await card
      .getByRole('button', { name: supervisor.say('faults/dispatch.to', { crew: '抢修班' }) })
      .click();
    const sent = supervisor.panel('faults/lane.on-the-way').getByText(place);
    await sent.waitFor();

    const crew = await house.visitor(telephone);
    await crew.enter('crew');
    await crew.heading(crew.say('faults/board')).waitFor();
    await crew.look('faults phone board');
    await crew.page.getByRole('link', { name: place }).tap();
    await crew.button('faults/step.arrival').waitFor();
    await crew.look('faults phone dispatched');
    await crew.button('faults/step.arrival').tap();
    await crew.page.getByRole('button', { name: '设备故障' }).waitFor();
    await crew.look('faults phone on site');
    await crew.page.getByRole('button', { name: '设备故障' }).tap();
    await crew.button('faults/step.restoration').tap();
    await crew.button('faults/means.on-site').waitFor();
    await crew.look('faults phone restored');
    await crew.speak('en');
    await crew.look('faults phone restored in English');

    const clerk = await Clerk.signIn('supervisor');
    const restored = await clerk.get<{ status: string; missed: number }>(`/faults/${faultId}`);
    expect(restored).toMatchObject({ status: 'restored', missed: 0 });
    await supervisor.page.goto(`/faults/${faultId}`);
    await supervisor.heading(supervisor.say('faults/title', { place })).waitFor();
    await looksRight(supervisor, 'page');
  });

  it('that is urged by its customer shows so', async () => {
    const clerk = await Clerk.signIn('hotline');
    const customerId = await registerCustomer(clerk);
    const faultId = await routeFault(clerk, customerId, unusual('和平街'));

    const agent = await house.visitor();
    await agent.enter('hotline');
    const classification = { type: 'urge', topic: 'outage', summary: '催问何时修好' };
    const asked = { channel: 'hotline', customerId, classification };
    const { id } = await clerk.tell('/contacts', asked);
    await agent.page.goto(`/intake/${id}`);
    await agent.page.getByRole('radio', { name: /故障 · 家中停电/ }).click();
    await looksRight(agent, 'urging');
    await agent.page.getByRole('button', { name: agent.say('intake/submit.urge') }).click();
    await agent.page.getByText(agent.say('intake/settled.urge')).waitFor();
    const isUrged = async () =>
      (await clerk.get<{ urges: number }>(`/faults/${faultId}`)).urges > 0;
    await until(isUrged, 'the urging');
  });

  it('that many share is announced, found by its place, and over by one action', async () => {
    const place = unusual('滨河路沿线');
    const supervisor = await house.visitor();
    const { page, say } = supervisor;
    await supervisor.enter('supervisor');
    await page.goto('/faults');
    await page.getByRole('link', { name: say('faults/board.outages') }).click();
    await supervisor.button('outages/announce').click();
    await supervisor.field('outages/label.place').fill(place);
    await supervisor.button('outages/announce').click();
    await page.getByText(say('outages/label.time.missing')).waitFor();
    await looksRight(supervisor, 'outage form');
    const chosen = page.locator('.ant-picker-ok button');
    const times = { '#outage_from': '2026-03-02 08:00', '#outage_to': '2026-03-02 18:00' };
    for (const [field, time] of Object.entries(times)) {
      // Once the first is chosen the picker moves to the second by itself, and may empty it.
      await until(async () => {
        await page.locator(field).click();
        await page.locator(field).fill(time);
        return chosen.isEnabled();
      }, `${time} can be chosen`);
      await chosen.click();
    }
    await supervisor.button('outages/announce').click();
    const dark = supervisor.panel('outages/open').getByRole('listitem').filter({ hasText: place });
    await dark.getByText(say('outages/expected.passed')).waitFor();
    await page.locator('#outage_from').waitFor({ state: 'detached' });
    await looksRight(supervisor, 'outages');
    await dark.getByRole('button', { name: say('outages/restore') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('outages/yes') })
      .click();
    await supervisor.panel('outages/over').getByText(place).waitFor();
  });
});
