import type { Evidence, ScorecardEvent } from '@taizhang/contracts/assessment';
import { specification } from '@taizhang/kernel/testing';
import {
  assessor,
  frozen,
  handler,
  indicators,
  local,
  periodId,
  scorecardId,
  supervisor,
  unitId,
} from './assessment.fixtures';
import { scorecardDecider } from './scorecard.decider';
import type { CardEvent } from './scorecard.state';
import { scoreOf } from './scoring.policy';

const given = specification(scorecardDecider);
const at = local('10:00');
const whose = { scorecardId, periodId, staffId: handler, unitId };
const evidence: Evidence[] = [
  { measure: 'spot-check', sum: 180, count: 2 },
  { measure: 'satisfaction', sum: 12, count: 3 },
  { measure: 'promises', sum: 9, count: 10 },
];
const marks = [{ indicator: 'teamwork', value: 80 }];
const score = scoreOf(indicators, evidence, marks)!;
const of = <Type extends ScorecardEvent['type']>(
  type: Type,
  by: typeof handler,
  data: Extract<ScorecardEvent, { type: Type }>['data'],
  when = at,
) => ({ type, at: when, by, data }) as unknown as CardEvent;

const opened = of('ScorecardOpened', assessor, whose);
const days = { from: '2025-10-01', to: '2025-12-31', position: '42' };
const linked = of('EvidenceLinked', assessor, { ...whose, ...days, evidence });
const scored = of('ScorecardScored', assessor, { ...whose, marks, ...score });
const objectUntil = local('24:00', 3);
const promises = [frozen('scorecard-objection', objectUntil)];
const total = score.total;
const published = of('ScorecardPublished', supervisor, { ...whose, total, promises });
const objected = of('ScorecardObjected', handler, { ...whose, reason: 'no' });
const final = of('ScorecardFinalised', supervisor, { ...whose, total }, local('09:00', 4));
const story = [opened, linked, scored, published] as const;

const open = { type: 'OpenScorecard' as const, at, by: assessor, data: whose };
const link = { type: 'LinkEvidence' as const, at, by: assessor };
const linking = { ...link, data: { scorecardId, ...days, evidence } };
const scoring = {
  type: 'ScoreScorecard' as const,
  ...{ at, by: assessor, data: { scorecardId, indicators, marks } },
};
const publish = {
  type: 'PublishScorecard' as const,
  ...{ at, by: supervisor, data: { scorecardId, promises } },
};
const object = {
  type: 'ObjectToScorecard' as const,
  ...{ at, by: handler, data: { scorecardId, reason: 'no' } },
};
const corrections = [{ indicator: 'ability', value: 100 }];
const review = {
  type: 'ReviewScorecard' as const,
  ...{ at, by: supervisor },
  data: { scorecardId, indicators, outcome: 'corrected' as const, corrections, reason: 'so' },
};
const finalise = {
  type: 'FinaliseScorecard' as const,
  ...{ at: local('09:00', 4), by: supervisor, data: { scorecardId } },
};

describe('A scorecard', () => {
  it('goes from opening to final, each step told twice being one', () => {
    given().when(open).then(opened);
    given(opened).when(open).thenNothing();
    given(opened).when(linking).then(linked);
    given(opened, linked).when(linking).thenNothing();
    given(opened, linked).when(scoring).then(scored);
    given(opened, linked, scored).when(scoring).thenNothing();
    given(opened, linked, scored).when(publish).then(published);
    given(...story)
      .when(publish)
      .thenNothing();
    given(...story)
      .when(finalise)
      .then(final);
    given(...story, final)
      .when(finalise)
      .thenNothing();
  });

  it('is objected to by the person alone, within the days promised', () => {
    given(...story)
      .when(object)
      .then(objected);
    given(...story, objected)
      .when(object)
      .thenNothing();
    given(...story)
      .when({ ...object, by: assessor })
      .thenRefused('scorecard-of-another');
    given(...story)
      .when({ ...object, at: local('00:01', 4) })
      .thenRefused('scorecard-objection-late');
    given(opened).when(object).thenRefused('scorecard-not-published');
  });

  it('is not final while somebody may object, or waits for the review', () => {
    given(...story)
      .when({ ...finalise, at })
      .thenRefused('scorecard-objection-open');
    given(...story, objected)
      .when(finalise)
      .thenRefused('scorecard-objection-open');
    given(opened).when(finalise).thenRefused('scorecard-not-published');
  });

  it('is reviewed by somebody else, who may put a value right', () => {
    const right = scoreOf(indicators, evidence, marks, corrections)!;
    const reviewed = { ...whose, outcome: 'corrected' as const, corrections, ...right };
    given(...story, objected)
      .when(review)
      .then(
        of('ScorecardReviewed', supervisor, { ...reviewed, reason: 'so' }),
        of('ScorecardFinalised', supervisor, { ...whose, total: right.total }),
      );
    given(...story, objected)
      .when({ ...review, by: assessor })
      .thenRefused('scorecard-same-person');
    given(...story, objected)
      .when({ ...review, by: handler })
      .thenRefused('scorecard-own');
    const nothing = { ...review, data: { ...review.data, corrections: [] } };
    given(...story, objected)
      .when(nothing)
      .thenRefused('scorecard-mark-wrong');
    given(...story)
      .when(review)
      .thenRefused('scorecard-not-objected');
  });

  it('stands as it was scored where the review finds nothing to put right', () => {
    const upheld = { ...review.data, outcome: 'upheld' as const };
    const reviewed = { ...whose, outcome: 'upheld' as const, corrections: [], reason: 'so' };
    given(...story, objected)
      .when({ ...review, data: { ...upheld, corrections: [] } })
      .then(
        of('ScorecardReviewed', supervisor, { ...reviewed, ...score }),
        of('ScorecardFinalised', supervisor, { ...whose, total }),
      );
    given(...story, objected)
      .when({ ...review, data: upheld })
      .thenRefused('scorecard-mark-wrong');
    const unknown = [...corrections, { indicator: 'punctuality', value: 100 }];
    given(...story, objected)
      .when({ ...review, data: { ...review.data, corrections: unknown } })
      .thenRefused('scorecard-mark-wrong');
  });

  it('may be objected to at the very moment the promise ends, and is final after it', () => {
    given(...story)
      .when({ ...object, at: objectUntil })
      .then({ ...objected, at: objectUntil });
    given(...story)
      .when({ ...finalise, at: objectUntil })
      .thenRefused('scorecard-objection-open');
  });

  it('keeps four eyes on it: nobody assesses themselves, who scored does not publish', () => {
    given()
      .when({ ...open, by: handler })
      .thenRefused('scorecard-own');
    given(opened, linked, scored)
      .when({ ...publish, by: assessor })
      .thenRefused('scorecard-same-person');
    given(opened, linked, scored)
      .when({ ...publish, by: handler })
      .thenRefused('scorecard-own');
    given(opened)
      .when({ ...linking, by: handler })
      .thenRefused('scorecard-own');
  });

  it('changes only by a review once it is published, and never once it is final', () => {
    given(...story)
      .when(linking)
      .thenRefused('scorecard-published');
    given(...story)
      .when(scoring)
      .thenRefused('scorecard-published');
    given(...story, final)
      .when(scoring)
      .thenRefused('scorecard-final');
  });

  it('is scored from evidence, by marks that the period asks for', () => {
    given(opened).when(scoring).thenRefused('scorecard-without-evidence');
    given(opened, linked).when(publish).thenRefused('scorecard-not-scored');
    const wrong = { ...scoring.data, marks: [{ indicator: 'ability', value: 1 }] };
    given(opened, linked)
      .when({ ...scoring, data: wrong })
      .thenRefused('scorecard-mark-wrong');
    const empty = of('EvidenceLinked', assessor, { ...whose, ...days, evidence: [] });
    given(opened, empty)
      .when({ ...scoring, data: { ...scoring.data, marks: [] } })
      .thenRefused('scorecard-sample-too-small');
    given().when(scoring).thenRefused('scorecard-unknown');
  });
});
