/** Own and other units: handlers act on what their unit must act on, and see their own figures. */
import type { PerformanceEntry, PerformanceReport } from '@taizhang/contracts/views';
import { randomUUID } from 'node:crypto';
import type { Person } from './api.fixtures';
import { Case, handlingSteps, sendingBack, type StepName } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let east: string;
let west: string;
let eastern: Person;
let western: Person;
let agent: Person;
let supervisor: Person;
let auditor: Person;

beforeAll(async () => {
  platform = await TestPlatform.start();
  east = await platform.unit('城东处理班');
  west = await platform.unit('城西处理班');
  [eastern, western, agent, supervisor, auditor] = await Promise.all([
    platform.hire('eastern', east, 'handler'),
    platform.hire('western', west, 'handler'),
    platform.hire('agent', east, 'agent'),
    platform.hire('supervisor', west, 'supervisor'),
    platform.hire('auditor', west, 'auditor'),
  ]);
});

afterAll(() => platform?.stop());

const staffIdOf = async (person: Person) =>
  (await person.get<{ staffId: string }>('auth/me')).body.staffId;

const steps: readonly (readonly [StepName, object])[] = [...handlingSteps, sendingBack];

/** Status and code of trying every step, without expecting anything to happen. */
async function tries(who: Person, { id, revision }: Case): Promise<string[]> {
  const answers = steps.map(([name, body]) =>
    who.post(`complaints/${id}/${name}`, body, { key: randomUUID(), ifMatch: revision }),
  );
  return (await Promise.all(answers)).map(({ status, body }) => `${status} ${body['code']}`);
}

const all = (verdict: string) => steps.map(() => verdict);

describe("Another unit's complaint", () => {
  it('is closed to a handler at every step and in every state', async () => {
    const complaint = await Case.lodge(eastern);
    expect(await tries(western, complaint)).toEqual(all('403 other-unit'));
    await complaint.dispatch(supervisor, east);
    for (const [name, body] of handlingSteps) {
      expect(await tries(western, complaint)).toEqual(all('403 other-unit'));
      await complaint.step(eastern, name, body);
    }
    expect(await tries(western, complaint)).toEqual(all('403 other-unit'));
    const { body } = await supervisor.get(`complaints/${complaint.id}`, {
      waitFor: complaint.position,
    });
    expect(body).toMatchObject({ status: 'reopened', revision: complaint.revision });
  });

  it('opens to the unit it is dispatched to, and closes to the one before', async () => {
    const complaint = await Case.lodge(eastern);
    await complaint.dispatch(supervisor, east);
    await complaint.step(eastern, 'acceptance', {});
    await complaint.dispatch(supervisor, west);
    expect(await tries(eastern, complaint)).toEqual(all('403 other-unit'));
    await complaint.step(western, 'acceptance', {});
  });

  it('answers a step that was acknowledged as the first time, and does it no second time', async () => {
    const complaint = await Case.lodge(eastern);
    await complaint.dispatch(supervisor, east);
    const { revision } = complaint;
    const accept = (who: Person, key = 'accepted-once') =>
      who.post(`complaints/${complaint.id}/acceptance`, {}, { key, ifMatch: revision });
    const first = await accept(eastern);
    expect(first.status).toBe(200);
    complaint.revision = Number(first.body['revision']);
    await complaint.dispatch(supervisor, west);
    const again = await accept(eastern);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await accept(eastern, 'another-command')).body).toMatchObject({ code: 'other-unit' });
    // Under the same key it is another person's command, and theirs to be asked about.
    const mover = await platform.hire('looker', east, 'handler');
    expect((await accept(mover)).body).toMatchObject({ code: 'other-unit' });
  });

  it('is open to a supervisor of any unit, and to no agent of the same', async () => {
    const complaint = await Case.lodge(eastern);
    await complaint.dispatch(supervisor, east);
    expect(await tries(agent, complaint)).toEqual(all('403 not-permitted'));
    await complaint.step(supervisor, 'acceptance', {});
  });

  it('closes to a handler who is assigned to another unit, at once', async () => {
    const mover = await platform.hire('mover', east, 'handler');
    const complaint = await Case.lodge(eastern);
    await complaint.dispatch(supervisor, east);
    await complaint.step(mover, 'acceptance', {});
    const assignment = { unitId: west, roles: ['handler'] };
    const staffId = await staffIdOf(mover);
    await platform.admin.does(`staff/${staffId}/assignment`, assignment, { ifMatch: 0 });
    expect(await tries(mover, complaint)).toEqual(all('403 other-unit'));
  });

  it('stays closed when an assignment that no longer holds is told again', async () => {
    const mover = await platform.hire('twice-moved', east, 'handler');
    const path = `staff/${await staffIdOf(mover)}/assignment`;
    const first = [
      { unitId: west, roles: ['supervisor'] },
      { key: randomUUID(), ifMatch: 0 },
    ] as const;
    await platform.admin.does(path, ...first);
    await platform.admin.does(path, { unitId: east, roles: ['handler'] }, { ifMatch: 1 });
    const again = await platform.admin.post(path, ...first);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await mover.get('auth/me')).body).toMatchObject({ unitId: east, roles: ['handler'] });
  });

  it('that was never lodged is unknown, not forbidden', async () => {
    const answer = await western.post(
      'complaints/complaint-0/reply',
      { reply: '已处理' },
      { key: randomUUID(), ifMatch: 0 },
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe("Other people's figures", () => {
  // The days around this one: what is told here may go past midnight.
  const dayIn = (days: number) =>
    new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
  const period = `from=${dayIn(-1)}&to=${dayIn(1)}`;
  type Entries = { items: PerformanceEntry[] };

  beforeAll(async () => {
    const contact = { channel: 'counter', anonymous: true };
    const { position } = await agent.does('contacts', contact);
    await eastern.get('workbench', { waitFor: position });
  });

  it.each(['performance', 'performance/entries'])('%s are refused to who serves', async (path) => {
    const other = await staffIdOf(eastern);
    for (const who of [agent, western]) {
      const answer = await who.get(`${path}?${period}&staffId=${other}`);
      expect(answer).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
    }
    for (const who of [supervisor, auditor]) {
      expect((await who.get(`${path}?${period}&staffId=${other}`)).status).toBe(200);
    }
  });

  it.each(['staff', 'unit', 'day'])('are not in a report by %s either', async (groupBy) => {
    const me = await staffIdOf(eastern);
    const report = async (who: Person, more = '') =>
      (await who.get<PerformanceReport>(`performance?${period}&groupBy=${groupBy}${more}`)).body;
    const mine = await report(eastern);
    expect(mine.total).toEqual((await report(supervisor, `&staffId=${me}`)).total);
    expect(mine.total.acts).toBeLessThan((await report(supervisor)).total.acts);
    if (groupBy === 'staff') expect(mine.rows.map(({ key }) => key)).toEqual([me]);
    expect((await report(eastern, `&unitId=${west}`)).rows).toEqual([]);
  });

  it('are not among the events behind them', async () => {
    const me = await staffIdOf(eastern);
    const path = `performance/entries?${period}&limit=200`;
    const { items } = (await eastern.get<Entries>(path)).body;
    expect(new Set(items.map(({ staffId }) => staffId))).toEqual(new Set([me]));
    const everybody = (await auditor.get<Entries>(path)).body.items;
    expect(new Set(everybody.map(({ staffId }) => staffId)).size).toBeGreaterThan(3);
  });
});
