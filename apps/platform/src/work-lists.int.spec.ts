/**
 * Work lists and deadlines with a clock that is moved: who sees what, what breaches next, and
 * what is recorded when a promise runs out unkept.
 */
import type { Complaint, PerformanceReport, Workbench } from '@taizhang/contracts/views';
import type { Explanation } from '@taizhang/calendar';
import { until, type Person } from './api.fixtures';
import { Case, handlingSteps, sendingBack } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

/** The last Friday before the Spring Festival, 09:00 in Shanghai. */
const beforeTheFestival = '2026-02-13T01:00:00.000Z';
/** An ordinary Monday, 09:00 in Shanghai. */
const monday = '2026-03-02T01:00:00.000Z';
const dispatchDue = '2026-03-02T01:20:00.000Z';
const contactDue = '2026-03-03T01:00:00.000Z';
const internalReplyDue = '2026-03-06T16:00:00.000Z';
const replyDue = '2026-03-09T16:00:00.000Z';

let platform: TestPlatform;
let east: string;
let west: string;
let zhang: Person;
let sun: Person;
let wu: Person;
let chief: Person;
/** By what happened to it. */
const cases: Record<string, Case> = {};

const names = { zhang: 'handler', sun: 'handler', wu: 'handler', chief: 'supervisor' } as const;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: beforeTheFestival });
  east = await platform.unit('城东处理班');
  west = await platform.unit('城西处理班');
  const hired = Object.entries(names).map(([name, role]) =>
    platform.hire(name, name === 'wu' ? west : east, role),
  );
  [zhang, sun, wu, chief] = (await Promise.all(hired)) as [Person, Person, Person, Person];
});

afterAll(() => platform?.stop());

/** Tokens end after eight hours: after a leap of the clock everybody signs in again. */
async function leapTo(time: string): Promise<void> {
  platform.clock.stand(time);
  const signedIn = Object.keys(names).map((name) => platform.signIn(name));
  [zhang, sun, wu, chief] = (await Promise.all(signedIn)) as [Person, Person, Person, Person];
}

type Page = { items: Complaint[]; nextCursor: string | null };

/** Names of the cases in a list, sorted. */
async function listed(who: Person, list: string): Promise<string[]> {
  const waitFor = String(Math.max(...Object.values(cases).map(({ position }) => Number(position))));
  const { body } = await who.get<Page>(`complaints?list=${list}&limit=200`, { waitFor });
  const nameOf = new Map(Object.entries(cases).map(([name, { id }]) => [id, name]));
  return body.items.map(({ id }) => nameOf.get(id) ?? id).sort();
}

const shown = async (complaint: Case) =>
  (await chief.get<Complaint>(`complaints/${complaint.id}`, { waitFor: complaint.position })).body;

/** Waits until the deadline process has recorded so many missed promises of each case. */
const missed = (expected: Record<string, number>) =>
  until(
    async () => {
      const counts = Object.keys(expected).map(
        async (name) => [name, (await shown(cases[name]!)).missed] as const,
      );
      return Object.fromEntries(await Promise.all(counts));
    },
    (counts) => Object.entries(expected).every(([name, count]) => counts[name] === count),
  );

describe('Deadlines', () => {
  type Deadline = Complaint['promises'][number] & {
    title: { zh: string; en: string };
    source: string;
    grade: string;
    explanation: Explanation;
  };

  const deadlinesOf = async ({ id, position }: Case) =>
    (await chief.get<{ items: Deadline[] }>(`complaints/${id}/deadlines`, { waitFor: position }))
      .body.items;

  it('explain themselves, holidays and make-up days included', async () => {
    platform.clock.stand(beforeTheFestival);
    const complaint = await Case.lodge(zhang);
    const deadlines = await deadlinesOf(complaint);
    expect(deadlines.map(({ promise }) => promise).sort()).toEqual([
      'complaint-contact',
      'complaint-dispatch',
      'complaint-hard-stop',
      'complaint-internal-reply',
      'complaint-reply',
    ]);
    for (const { dueAt, title, source, grade, explanation } of deadlines) {
      expect(explanation).toMatchObject({ dueAt, stepsEndAt: dueAt, calendarDiffers: false });
      expect([title.zh, title.en, source, grade].every((text) => text.length > 0)).toBe(true);
      expect(explanation.sentence.zh).toMatch(/\p{Script=Han}/u);
      expect(explanation.sentence.en).toMatch(/^[ -~–—×·]+$/);
    }
    // Saturday makes up for the festival; five working days end on its first Friday after.
    const { explanation } = deadlines.find(({ promise }) => promise === 'complaint-reply')!;
    expect(explanation.dueAt).toBe('2026-02-27T16:00:00.000Z');
    expect(explanation.steps[1]).toMatchObject({ date: '2026-02-14', kind: 'make-up-day' });
    expect(explanation.steps.filter(({ kind }) => kind === 'holiday')).toHaveLength(9);
    await complaint.dispatch(chief, east);
    await complaint.handle(zhang, 'closure');
    const kept = await deadlinesOf(complaint);
    expect(kept.map(({ state }) => state)).toEqual(kept.map(() => 'kept'));
    expect(kept.map(({ explanation }) => explanation)).toEqual(
      deadlines.map(({ explanation }) => explanation),
    );
  });
});

describe('Work lists', () => {
  beforeAll(async () => {
    await leapTo(monday);
    for (const name of ['lodged', 'dispatched', 'accepted', 'returned', 'contacted'] as const) {
      cases[name] = await Case.lodge(zhang);
      if (name !== 'lodged') await cases[name].dispatch(chief, east);
    }
    for (const name of ['replied', 'closed', 'taken', 'western'] as const) {
      cases[name] = await Case.lodge(zhang);
      await cases[name].dispatch(chief, name === 'western' ? west : east);
    }
    await cases['accepted']!.handle(zhang, 'acceptance');
    await cases['returned']!.step(zhang, ...sendingBack);
    await cases['contacted']!.handle(zhang, 'customer-contact');
    await cases['replied']!.handle(zhang, 'reply');
    await cases['closed']!.handle(zhang, 'closure');
    await cases['taken']!.handle(sun, 'acceptance');
    await cases['western']!.handle(wu, 'acceptance');
  });

  it('hold what is mine, what my unit must act on, and what must be dispatched', async () => {
    const eastern = [
      'accepted',
      'contacted',
      'dispatched',
      'lodged',
      'replied',
      'returned',
      'taken',
    ];
    expect(await listed(zhang, 'mine')).toEqual(['accepted', 'contacted', 'replied']);
    expect(await listed(sun, 'mine')).toEqual(['taken']);
    expect(await listed(zhang, 'unit')).toEqual(eastern);
    expect(await listed(wu, 'unit')).toEqual(['western']);
    expect(await listed(chief, 'to-dispatch')).toEqual(['lodged', 'returned']);
    // No unit must act on these yet, so everybody sees them.
    expect(await listed(wu, 'to-dispatch')).toEqual(['lodged', 'returned']);
  });

  const uncontacted = ['accepted', 'dispatched', 'lodged', 'returned', 'taken'];

  it('tell what breaches within a day, of the own unit to who works for one', async () => {
    expect(await listed(chief, 'breaching')).toEqual([...uncontacted, 'western']);
    expect(await listed(zhang, 'breaching')).toEqual(uncontacted);
    expect(await listed(wu, 'breaching')).toEqual(['western']);
    expect(await listed(chief, 'breached')).toEqual([]);
    expect(await shown(cases['lodged']!)).toMatchObject({ nextDueAt: dispatchDue });
    expect(await shown(cases['taken']!)).toMatchObject({ nextDueAt: contactDue });
    expect(await shown(cases['contacted']!)).toMatchObject({ nextDueAt: internalReplyDue });
    expect(await shown(cases['replied']!)).toMatchObject({ nextDueAt: null, nextPromise: null });
  });

  it('count a promise as breached one millisecond after it ended, and record it', async () => {
    await leapTo(dispatchDue);
    expect(await listed(chief, 'breached')).toEqual([]);
    await leapTo('2026-03-02T01:20:00.001Z');
    expect(await listed(chief, 'breached')).toEqual(['lodged']);
    await missed({ lodged: 1, dispatched: 0 });
    expect(await listed(chief, 'breached')).toEqual(['lodged']);
    expect(await listed(chief, 'breaching')).toContain('lodged');
    await leapTo(contactDue);
    expect(await listed(wu, 'breached')).toEqual([]);
    expect(await listed(wu, 'breaching')).toEqual(['western']);
    await leapTo('2026-03-03T01:00:00.001Z');
    expect(await listed(chief, 'breached')).toEqual([...uncontacted, 'western']);
    await missed({ lodged: 2, dispatched: 1, accepted: 1, returned: 1, taken: 1, western: 1 });
    expect(await listed(chief, 'breaching')).toEqual([]);
  });

  it('say on the workbench what they hold', async () => {
    for (const who of [zhang, sun, wu, chief]) {
      const { body } = await who.get<Workbench>('workbench');
      const counts = [body.mine, body.unitOpen, body.toDispatch, body.breachingSoon, body.breached];
      const lists = ['mine', 'unit', 'to-dispatch', 'breaching', 'breached'];
      const held = await Promise.all(lists.map((list) => listed(who, list)));
      expect(counts).toEqual(held.map(({ length }) => length));
    }
  });

  it('show to a handler what they may act on, whoever took it over', async () => {
    cases['overtaken'] = await Case.lodge(zhang);
    await cases['overtaken'].dispatch(chief, west);
    await cases['overtaken'].step(chief, 'acceptance', {});
    expect(await listed(wu, 'unit')).toContain('overtaken');
    expect(await listed(zhang, 'unit')).not.toContain('overtaken');
    await cases['overtaken'].step(wu, 'acceptance', {});
  });
});

describe('A missed promise', () => {
  type Timeline = { items: { type: string; at: string; by: string; data: object }[] };

  it('is recorded once, at the moment it ended, with who answered for it then', async () => {
    const { body } = await chief.get<Timeline>(`complaints/${cases['western']!.id}/timeline`);
    const facts = body.items.filter(({ type }) => type === 'ComplaintDeadlineMissed');
    expect(facts).toMatchObject([{ at: contactDue, by: 'system-deadlines' }]);
    const { staffId } = (await wu.get<{ staffId: string }>('auth/me')).body;
    expect(facts[0]!.data).toMatchObject({
      promise: 'complaint-contact',
      dueAt: contactDue,
      responsibleId: staffId,
      unitId: west,
    });
  });

  it('stays missed when the act comes late, and is in the figures', async () => {
    const late = cases['western']!;
    late.revision = (await shown(late)).revision;
    await late.step(wu, ...handlingSteps[1]);
    const { promises, missed: count, nextPromise } = await shown(late);
    const contact = promises.find(({ promise }) => promise === 'complaint-contact');
    expect({ contact, count, nextPromise }).toMatchObject({
      contact: { state: 'missed', stoppedAt: contactDue },
      count: 1,
      nextPromise: 'complaint-internal-reply',
    });
    const { body } = await wu.get<PerformanceReport>('performance?from=2026-03-03&to=2026-03-03');
    expect(body.total).toMatchObject({ promisesMissed: 1, promisesKept: 0, contactCount: 1 });
  });

  it('is recorded for every promise that ends, to the last', async () => {
    await leapTo('2026-03-09T16:00:00.001Z');
    // Contact, internal reply and reply.
    await missed({ dispatched: 3, western: 3, contacted: 2, replied: 0, closed: 0 });
    const { nextPromise, promises } = await shown(cases['western']!);
    expect(nextPromise).toBe('complaint-hard-stop');
    expect(promises.find(({ promise }) => promise === 'complaint-reply')).toMatchObject({
      state: 'missed',
      dueAt: replyDue,
    });
  });

  it('is not made up for by reopening, which promises anew', async () => {
    const again = cases['closed']!;
    await again.step(zhang, 'reopening', { reason: '退费未到账。' });
    const { promises, missed: count, status } = await shown(again);
    expect({ count, status }).toEqual({ count: 0, status: 'reopened' });
    expect(promises.map(({ promise, state }) => [promise, state])).toEqual([
      ['complaint-contact', 'running'],
      ['complaint-internal-reply', 'running'],
      ['complaint-reply', 'running'],
      ['complaint-hard-stop', 'running'],
    ]);
    await leapTo('2026-03-10T16:00:00.002Z');
    await missed({ closed: 1 });
  });
});
