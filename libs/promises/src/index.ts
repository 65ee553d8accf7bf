export { Clockwork } from './clockwork';
export {
  DeadlineWatch,
  type DuePromises,
  type MissedPromise,
  type RecordMiss,
} from './deadline-watch.process';
export { DueRound } from './due-round';
export {
  deadlineProcess,
  overdue,
  promiseOf,
  ranOut,
  settle,
  type PromiseClocks,
} from './promise-clocks';
export {
  runningPromisesOf,
  type ClockChange,
  type RunningPromise,
  type RunningPromises,
} from './running-promises.projection';
