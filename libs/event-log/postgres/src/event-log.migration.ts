/** The log's table, what protects it, and the functions that alone write to it. */
import { createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { appendMany } from './append-many.migration';
import { withClient } from './connection';

const schemaShape = /^[a-z_][a-z0-9_]{0,40}$/;

/** A schema that can stand in a statement unquoted: several logs can live in one database. */
export function assertSchema(schema: string): string {
  if (!schemaShape.test(schema)) throw new TypeError(`${schema} cannot be the name of a schema`);
  return schema;
}

/**
 * Creates what is missing of the log's schema; to be called by every process before it appends.
 * What exists is left alone, so it can run while others append.
 */
export async function migrateEventLog(
  pool: Pool,
  { schema = 'ledger' }: { schema?: string } = {},
): Promise<void> {
  assertSchema(schema);
  const definitions = [createSchema, events, protection, appendMany].map((define) =>
    define(schema),
  );
  await withClient(pool, migrationMsMax, (client) => client.query(definitions.join('\n')));
}

const migrationMsMax = 60_000;

// `json` keeps the bytes as they were written: they are what gets hashed and sealed. Statistics of
// a table of a few rows would teach cached plans to read all of it; they wait until it has grown.
const events = (schema: string) => `
CREATE TABLE IF NOT EXISTS ${schema}.events (
  position bigint PRIMARY KEY,
  stream text NOT NULL,
  revision integer NOT NULL,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  version smallint NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  actor text NOT NULL,
  context json NOT NULL,
  data json NOT NULL,
  UNIQUE (stream, revision)
) WITH (autovacuum_analyze_threshold = 10000);`;

// Costs appends nothing: it never fires for an INSERT. Who owns the table can still switch it off,
// which is what seals are for.
const protection = (schema: string) => `
CREATE OR REPLACE FUNCTION ${schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is append-only: % of %.% is refused',
    TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation',
      HINT = 'Record a correcting event; to erase a person, destroy their key.';
END $$;
DO $$
BEGIN
  -- Only when it is missing: creating it waits for every append in progress.
  IF NOT EXISTS (SELECT FROM pg_trigger
      WHERE tgrelid = '${schema}.events'::regclass AND tgname = 'append_only') THEN
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.events
      FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change();
  END IF;
END $$;`;
