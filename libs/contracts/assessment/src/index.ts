import { callbackEvents } from './callback.events';
import { ratingEvents } from './rating.events';
import { scorecardEvents } from './scorecard.events';
import { spotCheckEvents } from './spot-check.events';

export const assessmentEvents = {
  ...callbackEvents,
  ...ratingEvents,
  ...spotCheckEvents,
  ...scorecardEvents,
};
export { callbackEvents, ratingEvents, scorecardEvents, spotCheckEvents };
export {
  callbackRulesAt,
  checklistAt,
  checklistSchema,
  indicatorSchema,
  indicatorSetSchema,
  indicatorsAt,
  type CallbackRules,
  type Checklist,
  type Indicator,
  type IndicatorSet,
  type Measure,
} from './assessment.catalogues';
export {
  attemptCallbackRequest,
  drawSpotCheckRequest,
  objectRequest,
  openPeriodRequest,
  openScorecardRequest,
  rateCaseRequest,
  reviewScorecardRequest,
  scoreCallbackRequest,
  scoreScorecardRequest,
  scoreSpotCheckRequest,
} from './assessment.requests';
export {
  attemptOutcomeTitles,
  callbackIdSchema,
  callbackKindSchema,
  callbackKindTitles,
  callbackStatusSchema,
  callbackStatusTitles,
  caseIdSchema,
  caseKindSchema,
  caseKindTitles,
  dissatisfiedMax,
  kindOfCase,
  periodIdSchema,
  ratingIdSchema,
  reviewOutcomeSchema,
  reviewOutcomeTitles,
  scorecardIdSchema,
  scorecardStatusSchema,
  scorecardStatusTitles,
  scoreSchema,
  scoreTitles,
  spotCheckIdSchema,
  spotCheckStatusSchema,
  spotCheckStatusTitles,
  type AttemptOutcome,
  type CallbackId,
  type CallbackKind,
  type CallbackStatus,
  type CaseId,
  type CaseKind,
  type PeriodId,
  type RatingId,
  type ReviewOutcome,
  type ScorecardId,
  type ScorecardStatus,
  type SpotCheckId,
  type WithdrawalReason,
} from './assessment.terms';
export type { CallbackEvent } from './callback.events';
export type { RatingEvent } from './rating.events';
export {
  frameMax,
  framedCaseSchema,
  samplingAlgorithm,
  type FramedCase,
  type SpotCheckEvent,
} from './spot-check.events';
export {
  evidenceSchema,
  markSchema,
  scoreLineSchema,
  type Evidence,
  type Mark,
  type ScorecardEvent,
  type ScoreLine,
} from './scorecard.events';
