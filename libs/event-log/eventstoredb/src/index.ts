export {
  createEventStoreDbEventLog,
  type EventStoreDbEventLog,
  type EventStoreDbEventLogOptions,
} from './eventstoredb-event-log';
