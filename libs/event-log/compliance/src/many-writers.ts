import { Conflict, type EventLog, type Recorded } from '@taizhang/kernel';
import type { Opening } from './describe-event-log';
import {
  eventOf,
  eventsOf,
  expectIncreasing,
  feedUntil,
  positionsOf,
  readAll,
} from './log.fixtures';

const writers = 8;

export function describeManyWriters(underTest: Opening): void {
  describe('to one stream', () => describeRace(underTest));
  describe('to many streams', () => describeLiveReader(underTest));
  describe('at one moment', () => describeBatches(underTest));
}

function describeRace(underTest: Opening): void {
  it('gives each revision of one stream to exactly one of them', async () => {
    const { log, another } = underTest();
    const logs = [log, await another()];
    const wins: number[] = [];
    const race = async (mine: EventLog) => {
      for (let lastSeen = -1; lastSeen < 19;) {
        const expected = lastSeen < 0 ? ('no-stream' as const) : lastSeen;
        try {
          const { revision } = await mine.append('complaint-1', [eventOf()], { expected });
          wins.push(revision);
          lastSeen = revision;
        } catch (error) {
          if (!(error instanceof Conflict)) throw error;
          expect(error.actual).toBeGreaterThan(lastSeen);
          lastSeen = error.actual as number;
        }
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, index) => race(logs[index % 2]!)));
    expect([...wins].sort((a, b) => a - b)).toEqual(wins.map((_, index) => index));
    const revisions = (await log.readStream('complaint-1')).map(({ revision }) => revision);
    expect(revisions).toEqual(wins.map((_, index) => index));
  });
}

function describeLiveReader(underTest: Opening): void {
  it('shows a live reader exactly the log, in order, while they write', async () => {
    const { log, another } = underTest();
    const other = await another();
    const appends = 25;
    const size = (writer: number) => (writer % 3) + 1;
    const total = Array.from({ length: writers }, (_, writer) => size(writer) * appends).reduce(
      (sum, count) => sum + count,
    );
    const enough = ({ length }: readonly Recorded[]) => length >= total;
    const readers = [feedUntil(log, enough), feedUntil(other, enough, { pageSize: 7 })];
    const write = async (writer: number) => {
      const mine = writer % 2 === 0 ? log : other;
      for (let count = 0; count < appends; count++) {
        const stream = `complaint-${writer}x${count % 5}`;
        await mine.append(stream, eventsOf(size(writer)), { expected: 'any' });
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));

    const { events } = await readAll(log);
    expect(events).toHaveLength(total);
    expectIncreasing(positionsOf(events));
    for (const applied of await Promise.all(readers)) expect(applied).toEqual(events);
  });
}

function describeBatches(underTest: Opening): void {
  it('never mixes the events of two appends', async () => {
    const { log, another } = underTest();
    const logs = [log, await another()];
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const events = eventsOf(4, { data: { append: index } });
        return logs[index % 2]!.append(`complaint-${index}`, events, { expected: 'no-stream' });
      }),
    );
    const { events } = await readAll(log);
    const appends = events.map(({ data }) => (data as { append: number }).append);
    const groups = appends.filter((append, index) => append !== appends[index - 1]);
    expect(groups).toHaveLength(40);
    expect(new Set(groups).size).toBe(40);
  });

  it('tells a conflict to the one who lost and to nobody else', async () => {
    const { log } = underTest();
    await log.append('complaint-0', eventsOf(2), { expected: 'no-stream' });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => {
        const isStale = index % 3 === 0;
        const events = eventsOf((index % 2) + 1);
        const expected = isStale ? 5 : ('no-stream' as const);
        return log.append(`complaint-${index + 1}`, events, { expected });
      }),
    );
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome.status).toBe(index % 3 === 0 ? 'rejected' : 'fulfilled');
      if (outcome.status === 'rejected') expect(outcome.reason.actual).toBe('no-stream');
      else expect(outcome.value.revision).toBe(index % 2);
    }
    const { events } = await readAll(log);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') continue;
      const last = events.findLast(({ stream }) => stream === `complaint-${index + 1}`);
      expect(outcome.value.position).toBe(last!.position);
    }
  });
}
