import { migrateParking } from '@taizhang/exchange/parking';
import { createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/** Creates what is missing; processes that start together are kept apart. */
export async function migrateLocalExchange(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('exchange')}
    CREATE TABLE IF NOT EXISTS exchange.checkpoints (
      consumer text PRIMARY KEY,
      position bigint NOT NULL,
      failure text
    );`);
  await migrateParking(pool);
}
