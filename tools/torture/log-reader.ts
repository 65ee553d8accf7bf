/** The log as its store holds it: nothing of the platform stands between. */
import { EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import pg from 'pg';

export type LogEvent = Readonly<{
  position: bigint;
  stream: string;
  revision: number;
  id: string;
  type: string;
  recordedAt: string;
  context: Readonly<{ commandId: string; causationId: string }>;
  /** Without what is encrypted. */
  data: Readonly<Record<string, unknown>>;
}>;

export type LogReader = Readonly<{
  /** Events behind a position, oldest first. @throws when the store does not answer */
  after(position: bigint): Promise<LogEvent[]>;
  close(): Promise<void>;
}>;
/** On a connection of its own; fails where there is none to be had. */
export type OpenLog = () => Promise<LogReader>;

const answerMsMax = 5_000;

/** A row of the table, or what EventStoreDB holds of an event, beside its data. */
type Row = Omit<LogEvent, 'position'> & { position: string };

const withoutPersonal = ({ $personal: _sealed, ...open }: LogEvent['data']) => open;
const origin = ({ commandId, causationId }: LogEvent['context']) => ({ commandId, causationId });

/** @param databaseUrl  of the PostgreSQL in which it is */
export const postgresLog =
  (databaseUrl: string): OpenLog =>
  async () => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      ...{ connectionTimeoutMillis: answerMsMax, query_timeout: answerMsMax },
    });
    client.on('error', () => undefined);
    await client.connect();
    return {
      close: () => client.end().catch(() => undefined),
      after: (position) => rowsAfter(client, position),
    };
  };

/** Events behind a position of the log's own table, oldest first. */
export async function rowsAfter(
  client: Pick<pg.Client, 'query'>,
  after: bigint,
): Promise<LogEvent[]> {
  const { rows } = await client.query<Row>(
    `SELECT position, stream, revision, id, type, data, context,
       to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt"
     FROM ledger.events WHERE position > $1 ORDER BY position`,
    [String(after)],
  );
  return rows.map(({ position, data, context, ...row }) => ({
    ...{ ...row, position: BigInt(position) },
    ...{ context: origin(context), data: withoutPersonal(data) },
  }));
}

type Metadata = Pick<LogEvent, 'id' | 'recordedAt' | 'context'> & { taizhang?: number };

/** @param url  of the EventStoreDB in which it is */
export const eventStoreLog =
  (url: string): OpenLog =>
  async () => {
    const client = EventStoreDBClient.connectionString(url);
    return {
      close: () => client.dispose().catch(() => undefined),
      after: async (after) => {
        const fromPosition = after === 0n ? START : { commit: after, prepare: after };
        const events: LogEvent[] = [];
        const read = client.readAll({ direction: FORWARDS, fromPosition, deadline: answerMsMax });
        for await (const { event } of read) {
          const metadata = (event?.metadata ?? {}) as Metadata;
          // Others write as well: the server itself, and whoever shares it.
          if (!event || metadata.taizhang === undefined) continue;
          const position = event.position.commit;
          if (position <= after) continue;
          events.push({
            ...{ position, stream: event.streamId, revision: Number(event.revision) },
            ...{ id: metadata.id, type: event.type, recordedAt: metadata.recordedAt },
            ...{ context: origin(metadata.context) },
            data: withoutPersonal(event.data as LogEvent['data']),
          });
        }
        return events;
      },
    };
  };

/** A whole log, read once. */
export async function eventsOf(open: OpenLog): Promise<LogEvent[]> {
  const reader = await open();
  return reader.after(0n).finally(() => reader.close());
}
