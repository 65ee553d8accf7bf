/**
 * Random histories against the simplest log there could be: what is appended, refused, repeated and
 * read must be the same. Appends of one round run at once, on different streams, so that each has
 * one right outcome while their order in the log is open.
 */
import { Conflict, type Expected, type EventLog, type Proposed } from '@taizhang/kernel';
import fc from 'fast-check';
import type { Opening } from './describe-event-log';
import { eventsOf, expectIncreasing, idsOf, positionsOf, readAll } from './log.fixtures';

type Expectation = 'right' | 'any' | 'no-stream' | 'behind' | 'beyond';

type Step = Readonly<{
  count: number;
  expectation: Expectation;
  /** Repeats the stream's earlier append of this number, if there is one, instead. */
  repeats: number | null;
}>;

const streams = 3;

const step: fc.Arbitrary<Step> = fc.record({
  count: fc.integer({ min: 1, max: 4 }),
  expectation: fc.constantFrom('right', 'right', 'right', 'any', 'no-stream', 'behind', 'beyond'),
  repeats: fc.option(fc.nat(3), { freq: 3 }),
});

/** What one stream is asked in each round; `null` lets it rest. */
const rounds = fc.array(
  fc.array(fc.option(step, { freq: 4 }), { minLength: streams, maxLength: streams }),
  { maxLength: 8 },
);

type Outcome = { revision: number; repeated: boolean } | { actual: number | 'no-stream' };

class StreamModel {
  readonly appends: { events: Proposed[]; revision: number }[] = [];
  length = 0;

  /** What is to be appended in a step, and what must come of it. */
  take(step: Step): { events: Proposed[]; expected: Expected; outcome: Outcome } {
    const actual = this.length === 0 ? ('no-stream' as const) : this.length - 1;
    const expected = this.expectedIn(step.expectation, actual);
    const earlier = step.repeats === null ? undefined : this.appends[step.repeats];
    if (earlier) {
      const { events, revision } = earlier;
      return { events, expected, outcome: { revision, repeated: true } };
    }
    const events = eventsOf(step.count);
    if (expected !== 'any' && expected !== actual) return { events, expected, outcome: { actual } };
    this.length += step.count;
    const revision = this.length - 1;
    this.appends.push({ events, revision });
    return { events, expected, outcome: { revision, repeated: false } };
  }

  private expectedIn(expectation: Expectation, actual: number | 'no-stream'): Expected {
    if (expectation === 'right') return actual;
    if (expectation === 'behind') return this.length - 2;
    if (expectation === 'beyond') return this.length + 1;
    return expectation;
  }

  get ids() {
    return this.appends.flatMap(({ events }) => idsOf(events));
  }
}

async function outcomeOf(append: Promise<{ revision: number; repeated: boolean }>) {
  try {
    const { revision, repeated } = await append;
    return { revision, repeated };
  } catch (error) {
    if (error instanceof Conflict) return { actual: error.actual };
    throw error;
  }
}

export function describeModel(underTest: Opening): void {
  it('answers and keeps the same, whatever is appended in whatever order', async () => {
    const { log, another } = underTest();
    const logs = [log, await another()];
    let run = 0;
    const property = fc.asyncProperty(rounds, async (history) => {
      run++;
      const names = Array.from({ length: streams }, (_, index) => `run${run}-${index}`);
      const models = names.map(() => new StreamModel());
      const before = await log.head();
      for (const [number, steps] of history.entries()) {
        const mine = logs[number % 2]!;
        await Promise.all(
          steps.map(async (step, index) => {
            if (!step) return;
            const { events, expected, outcome } = models[index]!.take(step);
            const append = mine.append(names[index]!, events, { expected });
            expect(await outcomeOf(append)).toEqual(outcome);
          }),
        );
      }
      await expectSame(log, before, names, models);
    });
    await fc.assert(property, { numRuns: 40 });
  }, 30_000);
}

async function expectSame(
  log: EventLog,
  after: bigint,
  names: readonly string[],
  models: readonly StreamModel[],
): Promise<void> {
  const { events } = await readAll(log, { after, pageSize: 5 });
  expectIncreasing(positionsOf(events));
  expect(events).toHaveLength(models.reduce((sum, { length }) => sum + length, 0));
  for (const [index, name] of names.entries()) {
    const recorded = await log.readStream(name);
    expect(idsOf(recorded)).toEqual(models[index]!.ids);
    expect(recorded.map(({ revision }) => revision)).toEqual(recorded.map((_, place) => place));
    expect(events.filter(({ stream }) => stream === name)).toEqual(recorded);
  }
}
