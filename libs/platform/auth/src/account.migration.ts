/** Accounts are credentials, not facts of the ledger: the one table nothing rebuilds. */
import { createSchema } from '@taizhang/platform/database';
import type pg from 'pg';

/** Creates the schema `auth` where it is missing; safe from several processes at once. */
export async function migrateAuth(pool: pg.Pool): Promise<void> {
  await pool.query(tables);
}

const tables = `
  ${createSchema('auth')}
  CREATE TABLE IF NOT EXISTS auth.accounts (
    username text PRIMARY KEY,
    staff_id text NOT NULL UNIQUE,
    name text,
    unit_id text,
    roles text[] NOT NULL,
    password_hash text NOT NULL,
    -- Set while the password is one that somebody else knows.
    must_change boolean NOT NULL,
    failed_attempts integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL,
    -- Raised whenever older tokens must end.
    token_version integer NOT NULL DEFAULT 0
  );
`;
