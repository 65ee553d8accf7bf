/** Steps of migrations. */

/**
 * The first step of every migration, all of which is one message and hence one transaction:
 * CREATE … IF NOT EXISTS fails when two do it at once, so processes that start together wait here.
 */
export const createSchema = (schema: string) =>
  `SELECT pg_advisory_xact_lock(hashtextextended('migrate ${schema}', 0));
   CREATE SCHEMA IF NOT EXISTS ${schema};`;

/*
 * Told to add what is there already, PostgreSQL waits all the same until nobody else uses the
 * table, e.g. a backup that takes an hour, and whoever comes meanwhile waits behind that. These
 * leave alone a table that has it.
 */

export const addColumn = (table: string, column: string, type: string) =>
  unless(
    `EXISTS (SELECT FROM pg_attribute
       WHERE attrelid = '${table}'::regclass AND attname = '${column}')`,
    `ALTER TABLE ${table} ADD COLUMN ${column} ${type}`,
  );

/** @param index without the schema, which is the table's */
export const addIndex = (index: string, table: string, columns: string) =>
  unless(
    `to_regclass('${table.split('.')[0]}.${index}') IS NOT NULL`,
    `CREATE INDEX ${index} ON ${table} ${columns}`,
  );

const unless = (isThere: string, step: string) =>
  `DO $$ BEGIN IF NOT (${isThere}) THEN ${step}; END IF; END $$;`;
