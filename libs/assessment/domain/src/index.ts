export {
  callbackClock,
  callbackDecider,
  callbackRefusals,
  isQuiet,
  type CallbackCommand,
  type CallbackRefusal,
} from './callback.decider';
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
  scorecardDecider,
  scorecardRefusals,
  type ScorecardCommand,
  type ScorecardRefusal,
} from './scorecard.decider';
export type { CardEvent, KnownScorecard } from './scorecard.state';
export { scoreOf, type Score } from './scoring.policy';
