export { failureClassOf } from './failure-class.policy';
export { Heartbeats, seenSubscribers, type SubscriberSeen } from './heartbeats';
export { migrateSubscribers } from './subscribers.migration';
export { watchedLog, type WatchOptions } from './watched-log';
export { PassedOver } from './passed-over';
export { Vitals } from './vitals';
