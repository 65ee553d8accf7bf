/** What the demonstration tells of assessment. */
import { runningCallbacks } from '@taizhang/assessment/application';
import { sampleOf } from '@taizhang/assessment/domain';
import { assessmentEvents, type SpotCheckEvent } from '@taizhang/contracts/assessment';
import type { Recorded } from '@taizhang/kernel';
import { projected } from '@taizhang/kernel/testing';
import { callbacks, ratings, scorecards } from '@taizhang/views/assessment';
import { filled, until } from './demo.fixtures';

describe('Assessment in a demonstration', () => {
  let events: readonly Recorded[];
  beforeAll(async () => {
    ({ events } = await filled({ customers: 400, days: 150 }));
  }, 60_000);

  it('calls customers back, forgets no promise, and leaves some to call', () => {
    const rows = [...projected(callbacks, events as never[]).values()];
    const statuses = rows.map(({ status }) => status);
    expect(statuses).toEqual(expect.arrayContaining(['scheduled', 'scored', 'unreachable']));
    const running = [...projected(runningCallbacks, events as never[]).values()];
    expect(running.filter(({ dueAt }) => dueAt < until)).toEqual([]);
    // Nobody is dissatisfied here: their cases would be opened again.
    expect(rows.filter(({ dissatisfied }) => dissatisfied)).toEqual([]);
  });

  it('has customers who rate by themselves', () => {
    const rows = [...projected(ratings, events as never[]).values()];
    expect(rows.filter(({ source }) => source === 'link').length).toBeGreaterThan(1);
  });

  it('assesses one period from a sample that can be drawn again to final', () => {
    const drawn = events.find(({ type }) => type === 'SpotCheckDrawn') as Recorded<
      Extract<SpotCheckEvent, { type: 'SpotCheckDrawn' }>
    >;
    expect(sampleOf(drawn.data)).toEqual(drawn.data.sample);
    const cards = [...projected(scorecards, events as never[]).values()];
    expect(cards).toHaveLength(9);
    expect(cards.filter(({ status }) => status === 'final').length).toBeGreaterThan(6);
    expect(cards.filter(({ reviewOutcome }) => reviewOutcome === 'corrected')).toHaveLength(1);
  });

  it('stays small beside what it is about', () => {
    const own = events.filter(({ type }) => type in assessmentEvents).length;
    expect(own / events.length).toBeLessThan(0.25);
  });
});
