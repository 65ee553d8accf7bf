/** Which store the log is kept in; nobody else needs to know. */
import {
  createEventStoreDbEventLog,
  type EventStoreDbEventLogOptions,
} from '@taizhang/event-log/eventstoredb';
import {
  createPostgresEventLog,
  migrateEventLog,
  type PostgresEventLog,
} from '@taizhang/event-log/postgres';
import { systemClock, type Clock, type EventLog, type StoredLog } from '@taizhang/kernel';
import { ConfigurationError, languageIn } from '@taizhang/platform/config';
import type { Pool } from 'pg';

/** Where the log is: EventStoreDB when its address is given, else the same PostgreSQL. */
export type LogStore = Readonly<{
  eventStoreUrl?: string | undefined;
  /** Told of what is being worked around between us and EventStoreDB. */
  onFailure?: (during: string, error: Error) => void;
}>;

export type OpenedLog = Readonly<{
  by(clock: Clock): EventLog;
  /** The same log below contracts and keys, for seals, copies and backups. */
  stored: StoredLog;
  /** Ends every feed and waits for appends in progress. */
  close(): Promise<void>;
}>;

/** The store that the configuration names. @throws Error when it names none */
export function logStoreOf(config: {
  eventLog: 'postgres' | 'eventstoredb';
  eventStoreUrl?: string;
}): LogStore {
  if (config.eventLog === 'postgres') return {};
  if (!config.eventStoreUrl) throw new Error('EVENT_LOG=eventstoredb needs EVENTSTORE_URL');
  return { eventStoreUrl: config.eventStoreUrl };
}

// Started together with us, a server takes a while longer.
const patienceMsDefault = 30_000;

/** Creates what is missing. @throws ConfigurationError when EventStoreDB stays away so long */
export async function openStoredLog(
  pool: Pool,
  store: LogStore,
  patienceMs = patienceMsDefault,
): Promise<OpenedLog> {
  const { eventStoreUrl: connectionString, ...told } = store;
  if (!connectionString) return onPostgres(pool);
  return onEventStoreDb({ connectionString, ...told }, patienceMs);
}

/** Of each clock one for the whole process: who follows it hears of its appends, and reads once. */
async function onPostgres(pool: Pool): Promise<OpenedLog> {
  await migrateEventLog(pool);
  const opened = new Map<Clock, PostgresEventLog>();
  const by = (clock: Clock) => {
    const log = opened.get(clock) ?? createPostgresEventLog({ pool, clock });
    opened.set(clock, log);
    return log;
  };
  const close = async () => {
    await Promise.all([...opened.values()].map((log) => log.close()));
  };
  return { by, stored: by(systemClock), close };
}

/** One client for the whole process; a server that stays away fails the start. */
async function onEventStoreDb(
  server: Pick<EventStoreDbEventLogOptions, 'connectionString' | 'onFailure'>,
  patienceMs: number,
): Promise<OpenedLog> {
  const log = createEventStoreDbEventLog({ ...server, clock: systemClock });
  try {
    await log.ready(patienceMs);
  } catch (error) {
    await log.close();
    throw unusable(error as Error);
  }
  return { by: log.by, stored: log, close: () => log.close() };
}

const unusable = ({ message }: Error) =>
  new ConfigurationError(
    [
      {
        zh: `EventStoreDB 无法使用（${message}）。请启动该服务器，或更正其地址（EVENTSTORE_URL）。`,
        en: `EventStoreDB cannot be used (${message}). Start it, or correct its address (EVENTSTORE_URL).`,
      },
    ],
    languageIn(process.env),
  );
