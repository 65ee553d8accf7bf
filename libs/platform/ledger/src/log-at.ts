/** A log by its address alone, with nothing of contracts and keys: what copies go from and to. */
import { openPool } from '@taizhang/platform/database';
import { openStoredLog, type OpenedLog } from './stored-log';

/** An address that names no store we know; the message does not repeat it, for its password. */
export class UnknownStore extends Error {}

/**
 * Opens `postgres://…`, `esdb://…` or `esdb+discover://…` (also `kurrentdb://…`), and creates what
 * is missing there.
 * @throws UnknownStore, or why the store cannot be reached
 */
export async function openLogAt(address: string): Promise<Pick<OpenedLog, 'stored' | 'close'>> {
  const scheme = /^([a-z+]+):\/\//.exec(address)?.[1];
  const isPostgres = scheme === 'postgres' || scheme === 'postgresql';
  if (!isPostgres && !/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?$/.test(scheme ?? '')) {
    throw new UnknownStore('The address of a log begins with postgres:// or esdb://');
  }
  const pool = openPool(isPostgres ? address : 'postgres://unused', { max: 8 });
  try {
    const log = await openStoredLog(pool, isPostgres ? {} : { eventStoreUrl: address });
    const close = async () => {
      await log.close();
      await pool.end();
    };
    return { stored: log.stored, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
