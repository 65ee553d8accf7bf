import { migrateParking } from '@taizhang/exchange/parking';
import type { Pool } from 'pg';

/** Creates what is missing; processes that start together are kept apart. */
export async function migrateLocalExchange(pool: Pool): Promise<void> {
  await pool.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('migrate exchange', 0));
    CREATE SCHEMA IF NOT EXISTS exchange;
    CREATE TABLE IF NOT EXISTS exchange.checkpoints (
      consumer text PRIMARY KEY,
      position bigint NOT NULL,
      failure text
    );`);
  await migrateParking(pool);
}
