export { describeEventLog, type LogUnderTest } from './describe-event-log';
export {
  eventOf,
  eventsOf,
  expectIncreasing,
  feedUntil,
  idsOf,
  positionsOf,
  readAll,
} from './log.fixtures';
