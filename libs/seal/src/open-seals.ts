/** Everything about the seals of one ledger, put together. */
import type { Clock, StoredEvents } from '@taizhang/kernel';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { headsFileIn, readHeads } from './heads-file';
import type { SignedHead } from './head';
import { isOfAlteredColumns } from './altered-tables';
import { agreeOnKey } from './key-agreement';
import { SealStore } from './seal-store';
import { migrateSeals } from './seal.migration';
import { Sealer } from './sealer';
import { SigningKeys } from './signing-keys';
import { verifyLedger, type Verified, type VerifyOptions } from './verification';

export type SealsOptions = Readonly<{
  stored: StoredEvents;
  /** Heads and hashes are kept here, in the schema `seal`. */
  pool: Pool;
  /** Private keys and the heads outside of the database are kept here. */
  dataDir: string;
  clock: Clock;
  /** An Ed25519 private key as JWK, where processes share no folder. */
  key?: string | undefined;
}>;

export type Seals = Readonly<{
  store: SealStore;
  sealer: Sealer;
  keys: SigningKeys;
  stored: StoredEvents;
  headsFile: string;
  /** Before this process seals. @throws SealKeyUnusable when it was given another key */
  agreeOnKey(): Promise<void>;
  /** Against what is kept in the database and in the data folder, and in `outside` besides. */
  verify(options?: Partial<VerifyOptions>): Promise<Verified>;
}>;

/** Creates what is missing in the database. */
export async function openSeals(options: SealsOptions): Promise<Seals> {
  const { stored, pool, dataDir, clock, key } = options;
  // Tables that are not any more what was made are told of by whoever asks them.
  await migrateSeals(pool).catch((error: unknown) => {
    if (!isOfAlteredColumns(error)) throw error;
  });
  const store = new SealStore(pool);
  const keys = new SigningKeys(join(dataDir, 'keys'), key);
  const headsFile = headsFileIn(dataDir);
  const verify = ({ outside = [], ...more }: Partial<VerifyOptions> = {}) => {
    const unreadable: string[] = [];
    const own = ownHeads(headsFile, (sentence) => unreadable.push(sentence));
    const files = own.length > 0 ? [{ name: headsFile, heads: own }, ...outside] : outside;
    return verifyLedger({ stored, store, unreadable, ...more, outside: files });
  };
  const sealer = new Sealer({ stored, store, keys, headsFile, clock });
  return {
    ...{ store, sealer, keys, stored, headsFile, verify },
    agreeOnKey: () => agreeOnKey({ store, keys }),
  };
}

/** A folder in its place, or a file that may not be read, is told beside what is found. */
function ownHeads(path: string, tell: (sentence: string) => void): SignedHead[] {
  try {
    return readHeads(path, tell);
  } catch (error) {
    tell(`${path} cannot be read: ${(error as Error).message}.`);
    return [];
  }
}
