export { migrateEventLog } from './event-log.migration';
export {
  createPostgresEventLog,
  type PostgresEventLog,
  type PostgresEventLogOptions,
} from './postgres-event-log';
