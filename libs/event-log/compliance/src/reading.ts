import type { Opening } from './describe-event-log';
import { eventOf, eventsOf, idsOf } from './log.fixtures';

export function describeReading(underTest: Opening): void {
  it('answers nothing for a stream that does not exist', async () => {
    expect(await underTest().log.readStream('complaint-1')).toEqual([]);
  });

  it('answers its events alone, oldest first, also those of another instance', async () => {
    const { log, another } = underTest();
    const other = await another();
    const events = eventsOf(3);
    await log.append('complaint-1', [events[0]!], { expected: 'any' });
    await log.append('complaint-10', [eventOf()], { expected: 'any' });
    await other.append('complaint-1', events.slice(1), { expected: 0 });
    const recorded = await log.readStream('complaint-1');
    expect(idsOf(recorded)).toEqual(idsOf(events));
    expect(recorded.map(({ revision, stream }) => [revision, stream])).toEqual(
      [0, 1, 2].map((revision) => [revision, 'complaint-1']),
    );
  });

  it('answers the revisions asked for, both ends included', async () => {
    const { log } = underTest();
    await log.append('complaint-1', eventsOf(5), { expected: 'any' });
    const revisions = async (range: { from?: number; to?: number }) =>
      (await log.readStream('complaint-1', range)).map(({ revision }) => revision);
    expect(await revisions({ from: 3 })).toEqual([3, 4]);
    expect(await revisions({ to: 1 })).toEqual([0, 1]);
    expect(await revisions({ from: 1, to: 3 })).toEqual([1, 2, 3]);
    expect(await revisions({ from: 3, to: 1 })).toEqual([]);
    expect(await revisions({ from: 5 })).toEqual([]);
  });

  it('shows an append as soon as it is acknowledged', async () => {
    const { log, another } = underTest();
    const other = await another();
    for (let revision = 0; revision < 20; revision++) {
      const { position } = await log.append('complaint-1', [eventOf()], { expected: 'any' });
      expect(await other.readStream('complaint-1')).toHaveLength(revision + 1);
      expect(await other.head()).toBe(position);
    }
  });
}
