import type { SpotCheckEvent } from '@taizhang/contracts/assessment';
import { specification } from '@taizhang/kernel/testing';
import { assessor, framed, handler, local, spotCheckId } from './assessment.fixtures';
import { sampleOf } from './sampling.policy';
import { spotCheckDecider } from './spot-check.decider';

const given = specification(spotCheckDecider);
const at = local('10:00');
const title = { zh: '项', en: 'Item' };
const checklist = {
  edition: 'test',
  items: [
    { key: 'record', max: 60, title },
    { key: 'answer', max: 40, title },
  ],
};
const frame = [1, 2, 3, 4].map((number) => framed(number));
const asked = {
  ...{ spotCheckId, kind: null, unitId: null, from: '2026-01-01', to: '2026-01-31' },
  ...{ position: '7', seed: 'a-stored-seed', stratified: false, size: 2, frame, checklist },
};
const draw = { type: 'DrawSpotCheck' as const, at, by: assessor, data: asked };
const sample = sampleOf(asked);
const drawn: SpotCheckEvent = {
  type: 'SpotCheckDrawn',
  ...{ at, by: assessor, data: { ...asked, algorithm: 'sha256-rank-1', sample } },
};
const pointsOf = (record: number, answer: number) => [
  { item: 'record', points: record },
  { item: 'answer', points: answer },
];
const score = (index: number, points = pointsOf(50, 40), by = assessor) => ({
  type: 'ScoreSpotCheckItem' as const,
  ...{ at, by },
  data: { spotCheckId, caseId: sample[index]!.caseId, points, findings: '' },
});
const scored = (index: number): SpotCheckEvent => ({
  type: 'SpotCheckItemScored',
  ...{ at, by: assessor },
  data: { spotCheckId, ...sample[index]!, points: pointsOf(50, 40), total: 90, findings: '' },
});

describe('A spot check', () => {
  it('is drawn by chance, once', () => {
    given().when(draw).then(drawn);
    given(drawn).when(draw).thenNothing();
  });

  it('needs cases to draw from', () => {
    const empty = { ...draw, data: { ...asked, frame: [] } };
    given().when(empty).thenRefused('spot-check-frame-empty');
  });

  it('is completed with the last score, and each score counts once', () => {
    given(drawn).when(score(0)).then(scored(0));
    given(drawn, scored(0)).when(score(0)).thenNothing();
    given(drawn, scored(0))
      .when(score(0, pointsOf(1, 1)))
      .thenRefused('spot-check-scored-already');
    const completed: SpotCheckEvent = {
      type: 'SpotCheckCompleted',
      ...{ at, by: assessor, data: { spotCheckId, items: 2 } },
    };
    given(drawn, scored(0)).when(score(1)).then(scored(1), completed);
  });

  it('is scored by the whole checklist, by somebody else', () => {
    given(drawn)
      .when(score(0, pointsOf(61, 0)))
      .thenRefused('spot-check-points-wrong');
    given(drawn)
      .when(score(0, pointsOf(1, 1).slice(1)))
      .thenRefused('spot-check-points-wrong');
    given(drawn)
      .when(score(0, pointsOf(1, 1), handler))
      .thenRefused('spot-check-own-work');
    const other = score(0);
    const notDrawn = frame.find((one) => !sample.includes(one))!.caseId;
    given(drawn)
      .when({ ...other, data: { ...other.data, caseId: notDrawn } })
      .thenRefused('spot-check-not-in-sample');
    given().when(score(0)).thenRefused('spot-check-unknown');
  });
});
