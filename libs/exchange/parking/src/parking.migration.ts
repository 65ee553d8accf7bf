import { addColumn, addIndex, createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/** Creates what is missing; processes that start together are kept apart. */
export async function migrateParking(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('exchange')}
    CREATE TABLE IF NOT EXISTS exchange.parked (
      consumer text NOT NULL,
      key text NOT NULL,
      number bigint GENERATED ALWAYS AS IDENTITY,
      id text NOT NULL,
      type text NOT NULL,
      topic text NOT NULL,
      -- What is not an event of our log, sealed; events are read from the log again.
      raw jsonb,
      reason text,
      parked_at timestamptz NOT NULL DEFAULT now(),
      retry_wanted boolean NOT NULL DEFAULT false,
      PRIMARY KEY (consumer, key, number),
      UNIQUE (consumer, key, id)
    );
    -- By which key raw is sealed, and by a name that tells nothing, whom it is about.
    ${addColumn('exchange.parked', 'sealed_by', 'text')}
    ${addColumn('exchange.parked', 'about', 'text')}
    ${addIndex('parked_about', 'exchange.parked', '(about) WHERE about IS NOT NULL')}
    -- What somebody gave up: never silently, and without the messages, which may be personal.
    CREATE TABLE IF NOT EXISTS exchange.discarded (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      consumer text NOT NULL,
      key text NOT NULL,
      id text NOT NULL,
      type text NOT NULL,
      topic text NOT NULL,
      parked_for text,
      parked_at timestamptz NOT NULL,
      reason text NOT NULL,
      discarded_by text NOT NULL,
      discarded_at timestamptz NOT NULL DEFAULT now()
    );
    -- By which the reason is found, which is somebody's words, when whom it is about is erased.
    ${addColumn('exchange.discarded', 'sealed_by', 'text')}
    ${addColumn('exchange.discarded', 'about', 'text')}`);
}
