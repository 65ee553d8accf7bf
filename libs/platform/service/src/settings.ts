/** What this installation remembers about itself; facts of the ledger are events, not this. */
import { createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

export async function migrateSettings(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('platform')}
    CREATE TABLE IF NOT EXISTS platform.settings (name text PRIMARY KEY, value jsonb NOT NULL);`);
}

export async function readSetting<Value>(pool: Pool, name: string): Promise<Value | null> {
  const { rows } = await pool.query<{ value: Value }>(
    'SELECT value FROM platform.settings WHERE name = $1',
    [name],
  );
  return rows[0]?.value ?? null;
}

export async function writeSetting(pool: Pool, name: string, value: object): Promise<void> {
  await pool.query(
    `INSERT INTO platform.settings VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, JSON.stringify(value)],
  );
}
