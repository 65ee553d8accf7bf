/**
 * Part of a statement that need not be on disk when it is answered: what a crash loses is done
 * again. The statement has to read from it, as PostgreSQL leaves out what nobody reads.
 */
export const unsynced = `unsynced AS (SELECT set_config('synchronous_commit', 'off', true))`;
