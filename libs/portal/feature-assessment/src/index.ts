export { AssessmentStart } from './assessment-tabs';
export { CallbackPage } from './callback.page';
export { CallbacksPage } from './callbacks.page';
export { PromisesPage } from './promises.page';
export { ScorecardPage } from './scorecard.page';
export { ScorecardsPage } from './scorecards.page';
export { SpotCheckPage } from './spot-check.page';
export { SpotChecksPage } from './spot-checks.page';
