import { createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/** Creates what is missing; processes that start together are kept apart. */
export async function migrateSubscribers(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('platform')}
    -- One row for each subscriber and process: how it was when it was last heard of.
    CREATE TABLE IF NOT EXISTS platform.subscribers (
      name text NOT NULL,
      process text NOT NULL,
      kind text NOT NULL,
      state text NOT NULL,
      position bigint,
      progress_at timestamptz,
      failure text,
      failure_class text,
      restarts integer NOT NULL,
      restart_reason text,
      beat_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (name, process)
    );`);
}
