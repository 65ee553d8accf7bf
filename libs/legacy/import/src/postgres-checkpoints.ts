/** Checkpoints of imports in PostgreSQL. */
import { createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import type { Checkpoint, ImportCheckpoints } from './checkpoints';

/** Creates what is missing; may be called by several processes at once, again and again. */
export async function migrateLegacyImports(pool: Pool): Promise<void> {
  await pool.query(`
    ${createSchema('legacy')}
    CREATE TABLE IF NOT EXISTS legacy.imports (
      source text NOT NULL,
      mapping text NOT NULL,
      bytes bigint NOT NULL,
      digest text NOT NULL,
      done_row bigint NOT NULL,
      position numeric NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (source, mapping, bytes, digest)
    );`);
}

export const postgresCheckpoints = (pool: Pool): ImportCheckpoints => ({
  async of({ source, mapping }) {
    const { rows } = await pool.query<Record<'bytes' | 'digest' | 'done_row' | 'position', string>>(
      `SELECT bytes, digest, done_row, position FROM legacy.imports
        WHERE source = $1 AND mapping = $2`,
      [source, mapping],
    );
    return rows.map((row): Checkpoint => ({
      bytes: Number(row.bytes),
      digest: row.digest,
      row: Number(row.done_row),
      position: BigInt(row.position),
    }));
  },

  async save({ source, mapping }, { bytes, digest, row, position }) {
    await pool.query(
      `INSERT INTO legacy.imports AS known (source, mapping, bytes, digest, done_row, position)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (source, mapping, bytes, digest) DO UPDATE
         SET done_row = EXCLUDED.done_row, position = EXCLUDED.position, updated_at = now()`,
      [source, mapping, bytes, digest, row, position.toString()],
    );
  },
});
