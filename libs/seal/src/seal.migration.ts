/** Where seals are kept: beside the log when it is in PostgreSQL, never inside it. */
import { addIndex, createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { introducesKey } from './head-store';

/**
 * Creates what is missing. Hashes stand in tiles of 256: tile `number` of `level` n holds those of
 * the complete subtrees of 256^n leaves; that of level -1 the marks of their streams, four bytes
 * each. `places` has the position of each leaf in the store, as eight bytes; it is no part of what
 * is sealed and finds events again. `first_key` says who signs until there is a head that does.
 */
export async function migrateSeals(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('seal')}
    CREATE TABLE IF NOT EXISTS seal.tiles (
      level smallint NOT NULL,
      number bigint NOT NULL,
      hashes bytea STORAGE EXTERNAL NOT NULL,
      PRIMARY KEY (level, number)
    );
    CREATE TABLE IF NOT EXISTS seal.places (
      number bigint PRIMARY KEY,
      first_position numeric NOT NULL,
      positions bytea STORAGE EXTERNAL NOT NULL
    );
    ${addIndex('places_first_position', 'seal.places', '(first_position)')}
    CREATE TABLE IF NOT EXISTS seal.heads (
      ordinal bigint PRIMARY KEY,
      size bigint NOT NULL,
      text text NOT NULL,
      signature text NOT NULL
    );
    ${addIndex('heads_size', 'seal.heads', '(size)')}
    ${addIndex('heads_rotation', 'seal.heads', `(ordinal) WHERE ${introducesKey}`)}
    CREATE TABLE IF NOT EXISTS seal.state (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      size bigint NOT NULL,
      refusal json
    );
    CREATE TABLE IF NOT EXISTS seal.first_key (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      public_key text NOT NULL
    );
    INSERT INTO seal.state (size) VALUES (0) ON CONFLICT DO NOTHING;`);
}
