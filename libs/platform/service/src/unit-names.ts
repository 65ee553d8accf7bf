/** What the unit of whoever is signed in is called. */
import type { Pool } from 'pg';

/** Null where nobody has built the directory yet, or without such a unit. */
export const unitNames = (pool: Pool) => async (unitId: string) => {
  const { rows } = await pool
    .query<{ name: string }>('SELECT name FROM organisation_directory_v1.units WHERE id = $1', [
      unitId,
    ])
    .catch(() => ({ rows: [] }));
  return rows[0]?.name ?? null;
};
