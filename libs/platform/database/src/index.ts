export { openDataSource } from './data-source';
export { entityOf } from './entity';
export { lead, type Leading, type LeaderWork, type LeadOptions } from './leader';
export { addColumn, addIndex } from './migrating';
export { columnName } from './names';
export { withOwnConnection } from './own-connection';
export { isPassing } from './passing';
export { instantFromPostgres, openPool, postgresTypes } from './pool';
export { Together, type TogetherOptions } from './together';
