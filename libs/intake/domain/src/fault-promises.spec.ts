/** Laws of a fault's promises, whatever is asked of it in whichever order. */
import type { FaultEvent } from '@taizhang/contracts/intake';
import fc from 'fast-check';
import type { FaultCommand } from './fault.commands';
import { faultDecider } from './fault.decider';
import { miss, restoreWithOutage, urge } from './fault-aside.fixtures';
import {
  arrive,
  close,
  depart,
  dispatch,
  findCause,
  grade,
  minute,
  reopen,
  report,
  restore,
  triage,
  verify,
} from './fault.fixtures';

const commands: readonly FaultCommand[] = [
  ...[triage, grade, dispatch, depart, arrive, findCause, restore, verify, close, reopen],
  ...[urge, restoreWithOutage, miss],
];
/** Which command, and how many minutes after the one before; a crew was sent already. */
const story = fc.array(fc.tuple(fc.constantFrom(...commands), fc.nat(40)), {
  minLength: 5,
  maxLength: 60,
});

function told(acts: readonly (readonly [FaultCommand, number])[]): FaultEvent[] {
  const events: FaultEvent[] = [];
  let [state, now] = [faultDecider.initialState, 0];
  const beginning = [report, triage, grade, dispatch].map((command) => [command, 0] as const);
  for (const [command, later] of [...beginning, ...acts]) {
    now += later;
    const decision = faultDecider.decide({ ...command, at: minute(now) }, state);
    if (decision.outcome === 'refused') continue;
    events.push(...decision.events);
    state = decision.events.reduce(faultDecider.evolve, state);
  }
  return events;
}

describe('Whatever is asked of a fault', () => {
  it('counts no promise as missed twice between two beginnings', () => {
    fc.assert(
      fc.property(story, (acts) => {
        let missed: string[] = [];
        for (const { type, data } of told(acts)) {
          if (type === 'FaultReopened') missed = [];
          if (type === 'FaultDeadlineMissed') missed.push(data.promise);
          expect(new Set(missed).size).toBe(missed.length);
        }
      }),
    );
  });

  it('never restores supply before a crew was there', () => {
    fc.assert(
      fc.property(story, (acts) => {
        let there = false;
        for (const { type } of told(acts)) {
          if (type === 'FaultReopened' || type === 'FaultDispatched') there = false;
          if (type === 'CrewArrived') there = true;
          if (type === 'SupplyRestored') expect(there).toBe(true);
        }
      }),
    );
  });
});
