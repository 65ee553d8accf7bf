/** Whoever is shown personal data at a terminal looked at it, as in the portal. */
import { systemClock } from '@taizhang/kernel';
import { AccessTrail, migrateAccess } from '@taizhang/platform/access';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { CommandFailed } from './command';

/** As operators act in the log: no account says who they are. */
const operator = 'system-operator';

type Shown = Readonly<{
  /** The command, e.g. `taizhang replay`. */
  operation: string;
  kind: 'history' | 'case';
  /** The id that was asked for. */
  subject: string;
}>;

/**
 * Before it is shown: what could not be recorded is not shown.
 * @throws CommandFailed
 */
export async function recordLook(pool: Pool, { operation, kind, subject }: Shown): Promise<void> {
  const look = { at: systemClock.now(), staffId: operator, unitId: null, operation, kind };
  try {
    const { rows } = await pool.query(`SELECT to_regclass('access.looks') IS NOT NULL AS there`);
    // A platform that runs may be creating it as well: only where it never was.
    if (!rows[0].there) await migrateAccess(pool);
    const trail = new AccessTrail(pool);
    void trail.record({
      ...look,
      ...{ subjects: [subject], outcome: 'seen', correlationId: randomUUID() },
    });
    await trail.flush();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(
      `Nothing is shown, because it cannot be recorded who looked at ${subject} (${why}).`,
    );
  }
}
