export { openDataSource } from './data-source';
export { entityOf } from './entity';
export { columnName } from './names';
export { instantFromPostgres, openPool, postgresTypes } from './pool';
