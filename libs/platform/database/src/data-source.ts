import { DataSource, type EntitySchema } from 'typeorm';
import pg from 'pg';
import { postgresTypes } from './pool';

/** Its loss is told by the query that meets it; told to nobody else, it would end the process. */
class ListenedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** Where queries read from; it never changes a table, migrations and projections do that. */
export const openDataSource = (url: string, entities: EntitySchema[], poolSize = 10) =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    synchronize: false,
    extra: {
      ...{ types: postgresTypes, options: '-c TimeZone=UTC', keepAlive: true },
      Client: ListenedClient,
    },
  }).initialize();
