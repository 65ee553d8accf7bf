export { DUE_PROMISES, DeadlineProcess, type DuePromises } from './deadline.process';
export { DecideComplaint, DecideComplaintHandler } from './decide-complaint.handler';
export { LodgingProcess } from './lodging.process';
export { PromiseBook } from './promise-book';
export { complaintMemory } from './complaint-memory';
export { knownUnits, type KnownUnit } from './known-units.projection';
export { runningPromises, type RunningPromise } from './running-promises.projection';
