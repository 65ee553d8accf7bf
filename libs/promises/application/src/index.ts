export { Clockwork } from './clockwork';
export {
  DeadlineWatch,
  type DuePromises,
  type MissedPromise,
  type RecordMiss,
} from './deadline-watch.process';
export {
  runningPromisesOf,
  type ClockChange,
  type RunningPromise,
  type RunningPromises,
} from './running-promises.projection';
