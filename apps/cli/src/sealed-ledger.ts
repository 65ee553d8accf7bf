/** The ledger with its seals, for the commands that verify, sign and export. */
import { systemClock } from '@taizhang/kernel';
import { readConfig } from '@taizhang/platform/config';
import {
  HeadsUnreadable,
  SealKeyUnusable,
  SealRefused,
  openSeals,
  type Seals,
} from '@taizhang/seal';
import { CommandFailed, type CliContext } from './command';
import { openLedger, type Ledger } from './ledger';
import { plainly } from './plainly';

/** @throws CommandFailed with a sentence where seals, keys or heads cannot be used */
export async function withSeals<Result>(
  context: CliContext,
  work: (seals: Seals, ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const ledger = await openLedger(context);
  try {
    const { pool, stored } = ledger;
    const key = readConfig(process.env).sealKey;
    const { dataDir } = context;
    const seals = await openSeals({ pool, stored, dataDir, key, clock: systemClock });
    return await work(seals, ledger);
  } catch (error) {
    const isTold = [HeadsUnreadable, SealKeyUnusable, SealRefused].some(
      (kind) => error instanceof kind,
    );
    if (isTold) throw new CommandFailed(plainly((error as Error).message));
    throw error;
  } finally {
    await ledger.close();
  }
}
