export type { CallbackCommand } from './callback.commands';
export { callbackClock, callbackDecider, type CallbackRefusal } from './callback.decider';
export { ratingDecider, type RatingCommand, type RatingRefusal } from './rating.decider';
export { sampleOf, type Draw } from './sampling.policy';
export {
  spotCheckDecider,
  type SpotCheckCommand,
  type SpotCheckRefusal,
} from './spot-check.decider';
export {
  periodDecider,
  type OpenPeriod,
  type PeriodEvent,
  type PeriodRefusal,
  type PeriodState,
} from './period.decider';
export type { ScorecardCommand, ScorecardRefusal } from './scorecard.commands';
export { scorecardDecider } from './scorecard.decider';
export type { CardEvent, KnownScorecard } from './scorecard.state';
export { scoreOf, type Score } from './scoring.policy';
