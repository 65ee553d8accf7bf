import type { CallbackEvent } from '@taizhang/contracts/assessment';
import { specification } from '@taizhang/kernel/testing';
import {
  assessor,
  callbackId,
  caseId,
  customerId,
  frozen,
  handler,
  local,
  rules,
  unitId,
} from './assessment.fixtures';
import { callbackClock, callbackDecider } from './callback.decider';
import { isQuiet } from './callback.state';

const given = specification(callbackDecider);
const dueAt = local('24:00', 1);
const startedAt = local('10:00');
const about = { callbackId, caseId, customerId, handlerId: handler, unitId };
const data = {
  ...about,
  kind: 'satisfaction' as const,
  rules,
  promises: [frozen('complaint-callback', dueAt)],
};
const schedule = { type: 'ScheduleCallback' as const, at: startedAt, by: callbackClock, data };
const scheduled: CallbackEvent = { ...schedule, type: 'CallbackScheduled' };

const call = (at = local('11:00'), outcome: 'no-answer' | 'wrong-number' = 'no-answer') => ({
  type: 'AttemptCallback' as const,
  ...{ at, by: assessor, data: { callbackId, outcome, note: '' } },
});
const score = (given: number | null, at = local('11:00'), by = assessor) => ({
  type: 'ScoreCallback' as const,
  ...{ at, by, data: { callbackId, score: given, comment: 'well' } },
});
const attempted = (attempt: number, at = local('11:00')): CallbackEvent => ({
  type: 'CallbackAttempted',
  at,
  by: assessor,
  data: { ...about, attempt, outcome: 'no-answer', note: '', startedAt, dueAt },
});
const scored = (given: number | null, dissatisfied: boolean): CallbackEvent => ({
  type: 'CallbackScored',
  at: local('11:00'),
  by: assessor,
  data: {
    ...about,
    ...{ score: given, dissatisfied, comment: 'well' },
    ...{ kind: 'satisfaction', startedAt, dueAt },
  },
});

const reason = 'case-reopened' as const;
const withdraw = (at = local('12:00')) => ({
  type: 'WithdrawCallback' as const,
  ...{ at, by: callbackClock, data: { callbackId, reason } },
});
const withdrawn = (at = local('12:00')): CallbackEvent => ({
  type: 'CallbackWithdrawn',
  ...{ at, by: callbackClock, data: { ...about, reason } },
});

describe('A callback', () => {
  it('is scheduled once, though the exchange tells twice', () => {
    given().when(schedule).then(scheduled);
    given(scheduled).when(schedule).thenNothing();
  });

  it('records what the customer said; dissatisfied gives the case back', () => {
    given(scheduled).when(score(5)).then(scored(5, false));
    given(scheduled).when(score(3)).then(scored(3, false));
    given(scheduled).when(score(2)).then(scored(2, true));
    given(scheduled).when(score(null)).then(scored(null, false));
  });

  it('is given up after the calls that the rule asks for', () => {
    given(scheduled).when(call()).then(attempted(1));
    const unreachable: CallbackEvent = {
      type: 'CallbackUnreachable',
      ...{ at: local('11:00'), by: assessor, data: { ...about, attempts: 3 } },
    };
    given(scheduled, attempted(1), attempted(2)).when(call()).then(attempted(3), unreachable);
    given(scheduled, attempted(1), attempted(2), attempted(3), unreachable)
      .when(call())
      .thenRefused('callback-done');
  });

  it('is given up at once under a wrong number', () => {
    const wrong = { ...attempted(1), data: { ...attempted(1).data, outcome: 'wrong-number' } };
    given(scheduled)
      .when(call(local('11:00'), 'wrong-number'))
      .then(wrong as CallbackEvent, {
        type: 'CallbackUnreachable',
        ...{ at: local('11:00'), by: assessor, data: { ...about, attempts: 1 } },
      });
  });

  it.each(['21:00', '23:59', '00:30', '07:59'])('is not made at %s', (time) => {
    given(scheduled)
      .when(call(local(time)))
      .thenRefused('callback-quiet-hours');
    given(scheduled)
      .when(score(5, local(time)))
      .thenRefused('callback-quiet-hours');
  });

  it('may be made from 08:00 until 21:00, whatever the rule calls night', () => {
    expect([isQuiet(rules, local('08:00')), isQuiet(rules, local('20:59'))]).toEqual([
      false,
      false,
    ]);
    const noon = { ...rules, quietFrom: '12:00', quietUntil: '14:00' };
    const quiet = ['11:59', '12:00', '13:59', '14:00', '22:00'].map((at) =>
      isQuiet(noon, local(at)),
    );
    expect(quiet).toEqual([false, true, true, false, false]);
  });

  it('is not made by whoever handled the case', () => {
    given(scheduled)
      .when(score(5, local('11:00'), handler))
      .thenRefused('callback-own-work');
  });

  it('missed is told once, at the time its promise ran out', () => {
    const missed: CallbackEvent = {
      type: 'CallbackDeadlineMissed',
      at: dueAt,
      by: callbackClock,
      data: { callbackId, caseId, promise: 'complaint-callback', dueAt, unitId },
    };
    const late = local('09:00', 2);
    const tick = { type: 'MissCallbackDeadline' as const, at: late, by: callbackClock };
    const miss = { ...tick, data: { callbackId } };
    given(scheduled).when(miss).then(missed);
    given(scheduled, missed).when(miss).thenNothing();
    given(scheduled)
      .when({ ...miss, at: startedAt })
      .thenRefused('callback-deadline-not-missed');
    given(scheduled).when(call(late)).then(missed, attempted(1, late));
    // The first call kept the promise, though nobody answered it.
    given(scheduled, attempted(1)).when(miss).thenRefused('callback-deadline-not-missed');
  });

  it('is withdrawn when its case is open again, once', () => {
    given(scheduled).when(withdraw()).then(withdrawn());
    given(scheduled, attempted(1)).when(withdraw()).then(withdrawn());
    given(scheduled, withdrawn()).when(withdraw()).thenNothing();
    given().when(withdraw()).thenRefused('callback-unknown');
  });

  it('withdrawn is made by nobody, and misses nothing any more', () => {
    given(scheduled, withdrawn()).when(call()).thenRefused('callback-done');
    given(scheduled, withdrawn()).when(score(5)).thenRefused('callback-done');
    const late = local('09:00', 2);
    const miss = { type: 'MissCallbackDeadline' as const, at: late, by: callbackClock };
    given(scheduled, withdrawn())
      .when({ ...miss, data: { callbackId } })
      .thenRefused('callback-deadline-not-missed');
  });

  it('that was asked or given up stays as it is', () => {
    given(scheduled, scored(2, true)).when(withdraw()).thenNothing();
  });

  it('withdrawn too late was missed all the same', () => {
    const late = local('09:00', 2);
    const missed: CallbackEvent = {
      ...{ type: 'CallbackDeadlineMissed', at: dueAt, by: callbackClock },
      data: { callbackId, caseId, promise: 'complaint-callback', dueAt, unitId },
    };
    given(scheduled).when(withdraw(late)).then(missed, withdrawn(late));
  });

  it('unknown is nobody’s to call', () => {
    given().when(score(5)).thenRefused('callback-unknown');
  });
});
