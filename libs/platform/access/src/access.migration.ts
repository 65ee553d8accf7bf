/**
 * The table of looks. Not events: reading is no fact of the domain, and there is far more of it
 * (docs/decisions/0025). A month is a partition, so that forgetting a month is dropping a table.
 */
import { addIndex, createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/** Creates the schema `access` where it is missing; safe from several processes at once. */
export async function migrateAccess(pool: Pool): Promise<void> {
  await pool.query(`${table}${protection}${months}`);
}

const table = `
${createSchema('access')}
CREATE TABLE IF NOT EXISTS access.looks (
  at timestamptz NOT NULL,
  -- Given before it is written, so that a batch sent twice is there once.
  id uuid NOT NULL,
  staff_id text NOT NULL,
  unit_id text,
  operation text NOT NULL,
  kind text NOT NULL,
  subjects text[] NOT NULL,
  outcome text NOT NULL,
  correlation_id text NOT NULL,
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
${addIndex('looks_subjects', 'access.looks', 'USING gin (subjects)')}
${addIndex('looks_staff', 'access.looks', '(staff_id, at DESC)')}`;

// A trigger for each row of the whole is one on every partition as well, so that naming a
// partition is no way around it; emptying a table has no rows and needs one of its own.
const protection = `
CREATE OR REPLACE FUNCTION access.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Who looked at what is append-only: % of %.% is refused',
    TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation',
      HINT = 'It is forgotten by whole months after ACCESS_RETENTION_DAYS.';
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger
      WHERE tgrelid = 'access.looks'::regclass AND tgname = 'append_only') THEN
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON access.looks
      FOR EACH ROW EXECUTE FUNCTION access.refuse_change();
    CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access.looks
      FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();
  END IF;
END $$;`;

// Months are those of UTC. Two processes may want the same month at the same moment.
const months = `
CREATE OR REPLACE FUNCTION access.ensure_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day);
  name text := 'looks_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass('access.' || name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('access months', 0));
  IF to_regclass('access.' || name) IS NOT NULL THEN RETURN; END IF;
  -- In two steps: created as a partition, it would wait for whoever reads the others.
  EXECUTE format('CREATE TABLE access.%I (LIKE access.looks)', name);
  EXECUTE format('ALTER TABLE access.looks ATTACH PARTITION access.%I FOR VALUES FROM (%L) TO (%L)',
    name, first::text || ' 00:00+00', (first + interval '1 month')::date::text || ' 00:00+00');
  EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access.%I
    FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change()', name);
END $$;
-- For whoever reads it waits no longer: those who look wait behind it.
CREATE OR REPLACE FUNCTION access.forget_before(moment timestamptz) RETURNS SETOF text
LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'access.looks'::regclass
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month'
        <= moment AT TIME ZONE 'UTC'
    ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE access.%I', name);
    RETURN NEXT name;
  END LOOP;
END $$;`;
