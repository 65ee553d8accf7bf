import { migrateParking } from '@taizhang/exchange/parking';
import { addColumn, createSchema } from '@taizhang/platform/database';
import { migrateSubscribers } from '@taizhang/platform/subscribers';
import { migrateProjections } from '@taizhang/projections';
import type { Pool } from 'pg';

/**
 * Creates what is missing, also of the tables of others that an erasure looks at; processes that
 * start together are kept apart.
 */
export async function migrateErasures(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('projections')}
    -- Which read models have taken out what they showed of whom.
    CREATE TABLE IF NOT EXISTS projections.forgotten (
      read_model text NOT NULL,
      person_id text NOT NULL,
      events integer NOT NULL,
      streams integer NOT NULL,
      rows integer NOT NULL,
      forgotten_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (read_model, person_id)
    );
    -- Under how many keys it knew words of theirs: with each that is found they are more.
    ${addColumn('projections.forgotten', 'subjects', 'integer NOT NULL DEFAULT 0')}`);
  await migrateProjections(pool);
  await migrateParking(pool);
  await migrateSubscribers(pool);
}
