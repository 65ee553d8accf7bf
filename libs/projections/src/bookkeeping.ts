/** What stands in the schema of a read model beside its rows: what is parked, what was applied. */
import { appliedTable, createAppliedRanges } from './applied-ranges';
import { createParkedEvents } from './parked-events';
import type { Queries } from './schema';

export const createBookkeeping = (schema: string): string[] => [
  createParkedEvents(schema),
  createAppliedRanges(schema),
];

/**
 * Stands for the ranges of a read model that was built before they were kept: nothing can be said
 * of what came up to there, until it is rebuilt.
 */
export const unaccounted = -1;

/** For read models that were built before there was any bookkeeping. */
export async function ensureBookkeeping(db: Queries, schema: string, position: bigint) {
  const { rows } = await db.query<{ kept: string | null }>('SELECT to_regclass($1) AS kept', [
    appliedTable(schema),
  ]);
  if (rows[0]?.kept) return;
  await db.query(
    `${createBookkeeping(schema).join(';')};
     INSERT INTO ${appliedTable(schema)} VALUES (${unaccounted}, ${position}, 0, 0)
     ON CONFLICT DO NOTHING`,
  );
}
