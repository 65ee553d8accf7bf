export { DUE_PROMISES, DeadlineProcess, type DuePromises } from './deadline.process';
export { DecideComplaint, DecideComplaintHandler } from './decide-complaint.handler';
export { LodgingProcess } from './lodging.process';
export { PromiseBook } from './promise-book';
export {
  complaintTimers,
  runningPromises,
  type RunningPromise,
} from './running-promises.projection';
