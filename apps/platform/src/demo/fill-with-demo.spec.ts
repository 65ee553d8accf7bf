import { Deadlines } from '@taizhang/calendar';
import {
  DecideComplaintHandler,
  LodgingProcess,
  MistakeProcess,
  PromiseBook,
  runningPromises,
  type DecideComplaint,
} from '@taizhang/complaints/application';
import { statusTitles } from '@taizhang/contracts/complaints';
import { roles } from '@taizhang/contracts/organisation';
import { faultLanes } from '@taizhang/contracts/views';
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { runningIntakePromises } from '@taizhang/intake/application';
import { instant, type EventLog, type Recorded } from '@taizhang/kernel';
import { projected } from '@taizhang/kernel/testing';
import { eventCatalogue } from '@taizhang/platform/ledger';
import type { CommandBus } from '@nestjs/cqrs';
import { complaintsIn, eventsOf, faultsIn, filled, until } from './demo.fixtures';

const dayMs = 24 * 3600 * 1000;
function byStream(events: readonly Recorded[]) {
  const streams = new Map<string, Recorded[]>();
  for (const event of events) {
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  }
  return streams;
}

describe('A demonstration', () => {
  let first: Awaited<ReturnType<typeof filled>>;
  beforeAll(async () => (first = await filled()));

  it('is the same again from the same seed, ids and times included', async () => {
    const again = await filled();
    expect(again.events).toEqual(first.events);
    const other = await filled({ seed: 2 });
    const ids = new Set(first.events.map(({ id }) => id));
    expect(other.events.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('holds only events that their contracts allow', () => {
    for (const { type, version, data } of first.events) {
      const definition = eventCatalogue[type];
      expect(definition?.version).toBe(version);
      expect(definition!.data.parse(data)).toEqual(data);
    }
  });

  it('goes forward in every stream, and records nothing before it happened', () => {
    for (const events of byStream(first.events).values()) {
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
      // A missed promise is dated when the clock passed it, whoever noticed it when.
      const acts = events.filter(({ type }) => !type.endsWith('DeadlineMissed'));
      expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).sort());
    }
    const recorded = first.events.map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual([...recorded].sort());
    expect(first.events.filter(({ at, recordedAt }) => recordedAt < at)).toEqual([]);
    expect(recorded.at(-1)! <= until).toBe(true);
  });

  it('begun again after it was cut short ends the same', async () => {
    const log = createMemoryEventLog({ clock: { now: () => until } });
    const breaking: EventLog = { ...log, append: failAfter(200, log.append) };
    await expect(filled({ openLog: () => breaking })).rejects.toThrow('cut short');
    await filled({ openLog: () => log });
    const facts = (events: readonly Recorded[]) =>
      events
        .map(({ position: _, recordedAt: __, ...fact }) => fact)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(facts(await eventsOf(log))).toEqual(facts(first.events));
  });

  it('lodged its complaints as the exchange would have, and will not again', async () => {
    const causes = ['ContactRouted', 'MistakenDisconnectionFound'];
    const routed = first.events.filter(({ type }) => causes.includes(type));
    expect(routed.length).toBeGreaterThan(25);
    const elsewhere = createMemoryEventLog();
    await deliver(routed, elsewhere);
    const ids = (events: readonly Recorded[]) =>
      events.filter(({ type }) => type === 'ComplaintLodged').map(({ id }) => id);
    expect(ids(await eventsOf(elsewhere)).sort()).toEqual(ids(first.events).sort());

    const head = await first.log.head();
    await deliver(routed, first.log);
    expect(await first.log.head()).toBe(head);
  });

  it('overlooked no promise that ran out', () => {
    const running = projected(runningPromises, first.events as never[]);
    expect(running.size).toBeGreaterThan(20);
    const intake = projected(runningIntakePromises, first.events as never[]);
    expect(intake.size).toBeGreaterThan(2);
    for (const { dueAt } of [...running.values(), ...intake.values()]) {
      expect(dueAt >= until).toBe(true);
    }
  });

  it('repaired what the storm broke, and leaves something in every lane of the board', () => {
    const board = faultsIn(first.events);
    const closed = board.filter(({ status }) => status === 'closed');
    expect(closed.length).toBeGreaterThan(1);
    expect(board.length).toBeLessThan(90);
    for (const statuses of Object.values(faultLanes) as (readonly string[])[]) {
      expect(board.some(({ status }) => statuses.includes(status))).toBe(true);
    }
    expect(board.some(({ missed }) => missed > 0)).toBe(true);
    expect(board.some(({ grade }) => grade === 'urgent')).toBe(true);
  });

  it('lets somebody of every role sign in', () => {
    expect(new Set(first.accounts.flatMap((account) => account.roles))).toEqual(new Set(roles));
    const known = new Map(first.created.map((account) => [account.username, account]));
    for (const { username, name } of first.accounts) {
      const account = known.get(username)!;
      expect(account).toMatchObject({ name, password: 'a password' });
      const joined = first.events.find(({ stream }) => stream === account.staffId);
      expect(joined).toMatchObject({ type: 'StaffMemberJoined', data: { unitId: account.unitId } });
    }
  });

  it('tells how far it is', async () => {
    const told: { done: number; total: number; phase: string }[] = [];
    await filled({ onProgress: (progress) => told.push(progress), days: 30 });
    const done = told.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ phase: 'done', done: told.at(-1)!.total });
    expect(new Set(told.map(({ phase }) => phase)).size).toBe(3);
  });
});

describe('The last day of a demonstration', () => {
  it.each([
    ['a Saturday', '2026-11-21T16:00:00.000Z'],
    ['a working day', '2026-11-18T16:00:00.000Z'],
    ['a Sunday', '2026-11-22T16:00:00.000Z'],
    ['a day of the National Day holiday', '2026-10-04T16:00:00.000Z'],
    ['the first day after Spring Festival', '2026-02-24T16:00:00.000Z'],
    ['yesterday, seen from noon', '2026-11-19T04:00:00.000Z'],
  ])('leaves work in every state on %s', async (_, at) => {
    const now = instant(at);
    const { events } = await filled({ until: now });
    const rows = complaintsIn(events);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(Object.keys(statusTitles)));
    const open = rows.filter(({ status }) => status !== 'closed');
    const soon = instant(Date.parse(now) + dayMs);
    const breaching = open.filter(
      ({ missed, nextDueAt }) => missed === 0 && nextDueAt && nextDueAt > now && nextDueAt <= soon,
    );
    expect(breaching.length).toBeGreaterThan(1);
    expect(open.filter(({ missed }) => missed > 0).length).toBeGreaterThan(1);
    expect(open.length).toBeLessThan(45);
  });
});

function failAfter(calls: number, append: EventLog['append']): EventLog['append'] {
  let left = calls;
  return async (...request) => {
    if (left-- <= 0) throw new Error('cut short');
    return append(...request);
  };
}

/** What the exchange does with contacts that were routed, and with mistakes. */
async function deliver(routed: readonly Recorded[], log: EventLog): Promise<void> {
  const handler = new DecideComplaintHandler(log);
  const bus = { execute: (command: DecideComplaint) => handler.execute(command) };
  const [execute, book] = [bus as unknown as CommandBus, new PromiseBook(new Deadlines())];
  for (const process of [new LodgingProcess(execute, book), new MistakeProcess(execute, book)]) {
    const { handle, topic, types } = process.subscription();
    for (const event of routed) {
      if (types.includes(event.type)) await handle({ ...event, topic, key: event.stream });
    }
  }
}
