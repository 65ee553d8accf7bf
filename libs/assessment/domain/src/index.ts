export type { CallbackCommand } from './callback.commands';
export {
  callbackClock,
  callbackDecider,
  callbackRefusals,
  type CallbackRefusal,
} from './callback.decider';
export { isQuiet } from './callback.state';
export {
  ratingDecider,
  ratingRefusals,
  type RatingCommand,
  type RatingRefusal,
} from './rating.decider';
export { sampleOf, type Draw } from './sampling.policy';
export {
  spotCheckDecider,
  spotCheckRefusals,
  type SpotCheckCommand,
  type SpotCheckRefusal,
} from './spot-check.decider';
export {
  periodDecider,
  periodRefusals,
  type OpenPeriod,
  type PeriodEvent,
  type PeriodRefusal,
  type PeriodState,
} from './period.decider';
export {
  scorecardRefusals,
  type ScorecardCommand,
  type ScorecardRefusal,
} from './scorecard.commands';
export { scorecardDecider } from './scorecard.decider';
export type { CardEvent, KnownScorecard } from './scorecard.state';
export { scoreOf, type Score } from './scoring.policy';
