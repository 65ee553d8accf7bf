/** Events as a store keeps them: read as text, and put back as they were. */
import { Conflict, type Instant, type StoredEvent, type StoredEvents } from '@taizhang/kernel';
import type { Opening } from './describe-event-log';
import { eventOf, eventsOf, expectIncreasing, feedUntil, idsOf } from './log.fixtures';

export function describeStored(underTest: Opening): void {
  describe('read', () => describeStoredReading(underTest));
  describe('places', () => describePlaces(underTest));
  describe('restored', () => describeRestoring(underTest));
  describe('restored where something else is', () => describeRefusals(underTest));
}

async function allStored(
  log: StoredEvents,
  options: { after?: bigint; pageSize?: number } = {},
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of log.stored({ after: 0n, ...options })) events.push(...page.events);
  return events;
}

const withoutPosition = ({ position: _, ...event }: StoredEvent) => event;

/** An event of another log. */
function foreign(stream: string, revision: number, changes: Partial<StoredEvent> = {}) {
  const { data, context, ...event } = eventOf();
  return {
    ...{ ...event, stream, revision, position: 7_000_000n },
    recordedAt: '2026-01-06T09:30:00.070Z' as Instant,
    context: JSON.stringify(context),
    data: JSON.stringify(data),
    ...changes,
  } satisfies StoredEvent;
}

const anotherLog = () => [
  foreign('complaint-1', 0),
  foreign('contact-1', 0),
  foreign('complaint-1', 1),
  foreign('complaint-1', 2, { recordedAt: '2026-02-01T00:00:00.000Z' as Instant }),
  foreign('contact-1', 1),
];

function describeStoredReading(underTest: Opening): void {
  it('is every event in order with the very texts that were written', async () => {
    const { log } = underTest();
    const data = { b: 1, a: '停电 "\\\n😀', 数: [1e21, 0.1], '2': null, '1': {} };
    const events = [eventOf({ data }), eventOf({ version: 3 }), eventOf()];
    await log.append('complaint-1', events.slice(0, 2), { expected: 'any' });
    const { position } = await log.append('contact-1', events.slice(2), { expected: 'any' });
    const stored = await allStored(log);
    expect(idsOf(stored)).toEqual(idsOf(events));
    const recorded = [
      ...(await log.readStream('complaint-1')),
      ...(await log.readStream('contact-1')),
    ];
    expect(stored).toEqual(
      recorded.map((event, index) => ({
        ...event,
        context: JSON.stringify(events[index]!.context),
        data: JSON.stringify(events[index]!.data),
      })),
    );
    expect(stored.at(-1)!.position).toBe(position);
  });

  it('comes in pages, from any position, and ends at the head', async () => {
    const { log } = underTest();
    for (const event of eventsOf(7)) await log.append('complaint-1', [event], { expected: 'any' });
    const all = await allStored(log, { pageSize: 3 });
    expect(all.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expectIncreasing(all.map(({ position }) => position));
    const throughs: bigint[] = [];
    for await (const page of log.stored({ after: all[1]!.position, pageSize: 2 })) {
      if (page.events.length > 0) expect(page.events.at(-1)!.position).toBe(page.through);
      throughs.push(page.through);
    }
    expect(throughs.at(-1)).toBe(all.at(-1)!.position);
    expect(await allStored(log, { after: all[4]!.position })).toEqual(all.slice(5));
    expect(await allStored(log, { after: await log.head() })).toEqual([]);
  });
}

function describePlaces(underTest: Opening): void {
  it('are found: the newest event, and the one at a place of a stream', async () => {
    const { log, another } = underTest();
    expect(await log.last()).toBeUndefined();
    expect(await log.at('complaint-1', 0)).toBeUndefined();
    await (await another()).append('complaint-1', eventsOf(3), { expected: 'any' });
    const stored = await allStored(log);
    expect(await log.last()).toEqual(stored[2]);
    expect(await log.at('complaint-1', 1)).toEqual(stored[1]);
    expect(await log.at('complaint-1', 3)).toBeUndefined();
  });
}

function describeRestoring(underTest: Opening): void {
  it('is what it was, in the order given, with positions of this log', async () => {
    const { log, another } = underTest();
    const events = anotherLog();
    const positions = await log.restore(events);
    expectIncreasing(positions);
    const stored = await allStored(await another());
    expect(stored.map(withoutPosition)).toEqual(events.map(withoutPosition));
    expect(stored.map(({ position }) => position)).toEqual(positions);
    expect(await log.head()).toBe(positions.at(-1));
    const [first] = await log.readStream('contact-1');
    expect(first).toMatchObject({
      ...events[1]!,
      context: JSON.parse(events[1]!.context),
      data: JSON.parse(events[1]!.data),
      position: positions[1],
    });
  });

  it('keeps texts that this program would have written otherwise', async () => {
    const { log } = underTest();
    const context = `{ "commandId": "c", "correlationId": "k", "causationId": "c" }`;
    const events = [
      foreign('complaint-1', 0, { data: '{"b":1,\n "a": 1.0, "1":2, "e":"\\u505c"}' }),
      foreign('complaint-1', 1, { context }),
    ];
    await log.restore(events);
    expect((await allStored(log)).map(withoutPosition)).toEqual(events.map(withoutPosition));
    await log.restore(events);
  });

  it('goes on where a part of it is there already, and changes nothing of that', async () => {
    const { log, another } = underTest();
    const events = anotherLog();
    const begun = await log.restore(events.slice(0, 3));
    const positions = await (await another()).restore(events);
    expect(positions.slice(0, 3)).toEqual(begun);
    expect(await log.restore(events)).toEqual(positions);
    expect(await allStored(log)).toHaveLength(events.length);
  });

  it('is followed by what is appended, and told to whoever follows', async () => {
    const { log, another } = underTest();
    const other = await another();
    const before = eventOf();
    await log.append('inquiry-1', [before], { expected: 'no-stream' });
    const following = feedUntil(other, (events) => events.length === 7);
    const restored = anotherLog();
    await log.restore(restored);
    const after = eventOf();
    const appended = await other.append('complaint-1', [after], { expected: 2 });
    expect(appended.revision).toBe(3);
    expect(idsOf(await following)).toEqual(idsOf([before, ...restored, after]));
  });
}

function describeRefusals(underTest: Opening): void {
  it.each<[string, Partial<StoredEvent>]>([
    ['other data', { data: '{"statement":"never said"}' }],
    ['another context', { context: '{}' }],
    ['another instant of recording', { recordedAt: '2026-01-06T09:30:00.071Z' as Instant }],
    ['another id', { id: eventOf().id }],
  ])('refuses %s for what is there', async (_, change) => {
    const { log } = underTest();
    const events = anotherLog();
    await log.restore(events);
    const forged = events.map((event, index) => (index === 2 ? { ...event, ...change } : event));
    await expect(log.restore(forged)).rejects.toThrow(Conflict);
    expect((await allStored(log)).map(withoutPosition)).toEqual(events.map(withoutPosition));
  });

  it('refuses a gap', async () => {
    const { log } = underTest();
    await expect(log.restore([foreign('complaint-1', 1)])).rejects.toThrow(Conflict);
    await log.restore([foreign('complaint-1', 0)]);
    await expect(log.restore([foreign('complaint-1', 2)])).rejects.toThrow(Conflict);
    expect(await allStored(log)).toHaveLength(1);
  });
}
