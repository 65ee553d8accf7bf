import { addColumn, createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/** Creates what is missing; processes that start together are kept apart. */
export async function migrateVault(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('vault')}
    CREATE TABLE IF NOT EXISTS vault.master (mark text PRIMARY KEY);
    -- New keys are wrapped by the current one; others only until a rotation has rewrapped theirs.
    ${addColumn('vault.master', 'is_current', 'boolean NOT NULL DEFAULT true')}
    ${addColumn('vault.master', 'since', 'timestamptz NOT NULL DEFAULT now()')}
    CREATE TABLE IF NOT EXISTS vault.keys (
      person_id text PRIMARY KEY,
      wrapped bytea NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    ${addColumn('vault.keys', 'mark', 'text')}
    UPDATE vault.keys SET mark = (SELECT mark FROM vault.master LIMIT 1) WHERE mark IS NULL;
    -- Whose key is gone for good. It outlives an old copy of the keys that is put back.
    CREATE TABLE IF NOT EXISTS vault.destroyed (
      person_id text PRIMARY KEY,
      -- In the order of commit: what is behind the last number seen is new.
      number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      destroyed_at timestamptz NOT NULL DEFAULT now()
    );`);
}
