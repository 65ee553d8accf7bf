import { DataSource, type EntitySchema } from 'typeorm';
import { postgresTypes } from './pool';

/** Where queries read from; it never changes a table, migrations and projections do that. */
export const openDataSource = (url: string, entities: EntitySchema[], poolSize = 10) =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    synchronize: false,
    extra: { types: postgresTypes, options: '-c TimeZone=UTC', keepAlive: true },
  }).initialize();
