import {
  callbackRulesAt,
  checklistAt,
  indicatorsAt,
  type CallbackEvent,
  type RatingEvent,
  type ScorecardEvent,
  type SpotCheckEvent,
} from '@taizhang/contracts/assessment';
import type { ActorId, Instant, Message, Projection } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { callbacks } from './callbacks.projection';
import { madePromises } from './made-promises.projection';
import { ratings } from './ratings.projection';
import { periods, scorecards } from './scorecards.projection';
import { spotChecks } from './spot-checks.projection';

const at = '2026-01-05T02:00:00.000Z' as Instant;
const dueAt = '2026-01-06T16:00:00.000Z';
const by = 'staff-assessor' as ActorId;
type Any = CallbackEvent | RatingEvent | SpotCheckEvent | ScorecardEvent;
const fact = <Type extends string>(type: Type, data: object) =>
  ({ type, at, by, data }) as unknown as Extract<Any, { type: Type }>;

const about = {
  ...{ callbackId: 'callback-1', caseId: 'complaint-1', customerId: 'customer-1' },
  ...{ handlerId: 'staff-handler', unitId: 'unit-1' },
};
const promise = { promise: 'complaint-callback', dueAt };
const scheduled = fact('CallbackScheduled', {
  ...about,
  ...{ kind: 'satisfaction', rules: callbackRulesAt(at), promises: [promise] },
});
const attempted = fact('CallbackAttempted', { ...about, attempt: 1, outcome: 'busy' });
const said = { score: 2, dissatisfied: true, comment: 'no' };
const scored = fact('CallbackScored', { ...about, ...said });
const missed = fact('CallbackDeadlineMissed', { ...about, ...promise });
const rated = fact('CaseRated', { ...about, ratingId: 'rating-1', score: 5, comment: '' });

const item = { caseId: 'complaint-1', customerId: null, unitId: 'unit-1', handlerId: null };
const sample = [{ ...item, closedOn: '2026-01-04' }];
const drawn = fact('SpotCheckDrawn', {
  ...{ spotCheckId: 'spot-check-1', kind: null, unitId: null, from: '2026-01-01' },
  ...{ to: '2026-01-31', position: '7', seed: 'seed-one', algorithm: 'sha256-rank-1' },
  ...{ stratified: false, size: 1, frame: sample, sample, checklist: checklistAt(at) },
});
const points = [{ item: 'record', points: 20 }];
const checked = fact('SpotCheckItemScored', {
  ...{ spotCheckId: 'spot-check-1', ...sample[0]!, points, total: 90, findings: 'well' },
});

const whose = { scorecardId: 'scorecard-1', periodId: 'assessment-period-1', staffId: 'staff-1' };
const opened = fact('ScorecardOpened', { ...whose, unitId: null });
const graded = fact('ScorecardScored', { ...whose, marks: [], lines: [], total: 87.35 });
const published = fact('ScorecardPublished', { ...whose, total: 87.35, promises: [{ dueAt }] });
const period = fact('AssessmentPeriodOpened', {
  ...{ periodId: 'assessment-period-1', name: 'Q4', from: '2025-10-01', to: '2025-12-31' },
});
const frozen = fact('IndicatorsFrozen', {
  ...{ periodId: 'assessment-period-1', ...indicatorsAt(at) },
});

/** Of another context. */
const told = (type: string, data: object) => ({ type, at, by, data }) as Message;

const rowsOf = <Row extends { readonly id: string }, E extends Message>(
  projection: Projection<Row, E>,
  stream: string,
  ...events: Message[]
) => [...projected(projection, recorded(stream, events as E[])).values()];

describe('Callbacks', () => {
  it('show whom to call, how often they were called, and what they said', () => {
    const [row] = rowsOf(callbacks, 'callback-1', scheduled, attempted, scored);
    expect(row).toMatchObject({ status: 'scored', attempts: 1, score: 2, dissatisfied: true });
    expect(row).toMatchObject({ dueAt, missed: false, calledBy: by, revision: 2 });
    expect(rowsOf(callbacks, 'callback-1', scheduled, missed)).toMatchObject([{ missed: true }]);
  });
});

describe('Ratings', () => {
  it('come from the telephone and from links; who would not say gave none', () => {
    expect(rowsOf(ratings, 'callback-1', scored)).toMatchObject([{ source: 'callback', score: 2 }]);
    expect(rowsOf(ratings, 'rating-1', rated)).toMatchObject([{ source: 'link', score: 5 }]);
    const silent = fact('CallbackScored', { ...about, ...said, score: null });
    expect(rowsOf(ratings, 'callback-1', silent)).toEqual([]);
  });
});

describe('Spot checks', () => {
  it('hold the sample with its scores, and the frame it came from', () => {
    const [row] = rowsOf(spotChecks, 'spot-check-1', drawn, checked);
    expect(row).toMatchObject({ scored: 1, sum: 90, frameSize: 1, items: [{ total: 90 }] });
  });
});

describe('Scorecards', () => {
  it('go with the person through the period', () => {
    const [row] = rowsOf(scorecards, 'scorecard-1', opened, graded, published);
    expect(row).toMatchObject({ status: 'published', totalHundredths: 8735, objectUntil: dueAt });
    expect(rowsOf(periods, 'assessment-period-1', period, frozen)).toMatchObject([
      { name: 'Q4', firstDay: '2025-10-01', indicators: { length: 4 } },
    ]);
  });
});

describe('Promises made', () => {
  const states = (...events: Message[]) =>
    rowsOf(madePromises, 'callback-1', ...events).flatMap(({ promises }) =>
      promises.map(({ state }) => state),
    );

  it('run until they are stopped or missed, whichever is told', () => {
    expect(states(scheduled)).toEqual(['running']);
    expect(states(scheduled, attempted)).toEqual(['kept']);
    expect(states(scheduled, missed, attempted)).toEqual(['missed']);
  });

  it('are owed to nobody any more when they are taken back', () => {
    const withdrawn = fact('CallbackWithdrawn', { ...about, reason: 'case-reopened' });
    expect(states(scheduled, withdrawn)).toEqual([]);
    expect(states(scheduled, missed, withdrawn)).toEqual(['missed']);
  });

  it('to a contact are kept by the reply', () => {
    const promised = told('ContactReplyPromised', {
      promises: [{ promise: 'opinion-reply', dueAt }],
    });
    const late = told('ContactDeadlineMissed', { promise: 'opinion-reply', dueAt });
    expect(states(promised, told('ContactReplied', {}))).toEqual(['kept']);
    expect(states(promised, late, told('ContactReplied', {}))).toEqual(['missed']);
  });

  it('to pass an urging on are kept by the case that hears of it', () => {
    const urged = told('CaseUrged', { promises: [{ promise: 'urge-dispatch', dueAt }] });
    for (const type of ['ComplaintUrged', 'FaultUrged', 'InquiryUrged']) {
      const heard = recorded('case-1', [told(type, { contactId: 'contact-1' })] as never[]);
      const rows = projected(madePromises, [...recorded('contact-1', [urged]), ...heard]);
      expect([...rows.values()]).toMatchObject([
        { id: 'contact-1', promises: [{ state: 'kept' }] },
      ]);
    }
  });

  it('of a crew are owed to nobody where none is to be sent', () => {
    const reported = told('FaultReported', { promises: [{ promise: 'arrival-urban', dueAt }] });
    const triaged = (outcome: string, paidRepairAgreed = false) =>
      told('FaultTriaged', { outcome, paidRepairAgreed });
    const closed = told('FaultClosed', {});
    for (const outcome of ['known-outage', 'arrears', 'customer-internal']) {
      expect(states(reported, triaged(outcome), closed)).toEqual([]);
    }
    expect(states(reported, triaged('customer-internal', true))).toEqual(['running']);
    expect(states(reported, triaged('dispatch'))).toEqual(['running']);
    const after = { promises: [{ promise: 'arrival-urban', dueAt }], outcome: 'dispatch' };
    expect(states(reported, triaged('arrears'), told('FaultTriaged', after))).toEqual(['running']);
  });

  it('to answer give way to a test of the meter, and are made anew after it', () => {
    const answer = { promises: [{ promise: 'inquiry-answer', dueAt }] };
    const test = { promises: [{ promise: 'meter-test-result', dueAt }] };
    const opened = told('InquiryOpened', answer);
    for (const type of ['MeterTestRequested', 'MeterTestDisputed']) {
      expect(states(opened, told(type, test))).toEqual(['running']);
      const until = [opened, told(type, test), told('MeterTested', answer)];
      expect(states(...until)).toEqual(['kept', 'running']);
      expect(states(...until, told('InquiryReplied', {}))).toEqual(['kept', 'kept']);
    }
  });

  it('to wait are kept by waiting', () => {
    const waits = { promises: [{ promise: 'arrears-notice', dueAt }] };
    const noticed = { ...fact('CallbackScheduled', waits), type: 'ArrearsNoticed' } as Message;
    const cut = (when: string) => ({ ...fact('CallbackScored', {}), type: 'SupplyCut', at: when });
    expect(states(noticed)).toEqual(['running']);
    expect(states(noticed, cut('2026-01-06T16:00:00.001Z') as Message)).toEqual(['kept']);
    expect(states(noticed, cut('2026-01-06T15:00:00.000Z') as Message)).toEqual(['missed']);
  });
});

describe('Every table of assessment', () => {
  it.each([
    ['callbacks', callbacks, 'callback-1', [scheduled, attempted, scored]],
    ['ratings', ratings, 'rating-1', [rated]],
    ['spot checks', spotChecks, 'spot-check-1', [drawn, checked]],
    ['periods', periods, 'assessment-period-1', [period, frozen]],
    ['scorecards', scorecards, 'scorecard-1', [opened, graded, published]],
    ['promises', madePromises, 'callback-1', [scheduled, missed]],
  ] as const)('replayed twice is the same: %s', (_, projection, stream, events) => {
    const once = rowsOf(projection as never, stream, ...events);
    expect(rowsOf(projection as never, stream, ...events)).toEqual(once);
    expect(once).toHaveLength(1);
  });
});
