import { DataSource, type EntitySchema } from 'typeorm';
import pg from 'pg';
import { postgresTypes, sessionOptions } from './pool';
import { SilentConnections } from './silent-connections';

export type DataSourceOptions = Readonly<{
  poolSize?: number;
  /** Whoever asks waits no longer for a statement, e.g. for tables that somebody holds. */
  statementMsMax?: number;
  /** See `openPool`. */
  silentMs?: number;
}>;

/** Where queries read from; it never changes a table, migrations and projections do that. */
export function openDataSource(
  url: string,
  entities: EntitySchema[],
  { poolSize = 10, statementMsMax = 30_000, silentMs = 10_000 }: DataSourceOptions = {},
): Promise<DataSource> {
  const silent = new SilentConnections({ connectionString: url }, silentMs);
  /** Its loss is told by the query that meets it; told to nobody else, it would end the process. */
  class ListenedClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      this.on('error', () => undefined);
      // Where the server does not keep to its own limit, it stands still.
      this.once('connect', () => silent.watch(this, statementMsMax + silentMs));
    }
  }
  const options = `${sessionOptions} -c statement_timeout=${statementMsMax}`;
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    connectTimeoutMS: 10_000,
    synchronize: false,
    extra: { types: postgresTypes, options, keepAlive: true, Client: ListenedClient },
  }).initialize();
}
