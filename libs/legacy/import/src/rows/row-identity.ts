/**
 * What makes a row the same row when it comes again: what it says, and which one it is among
 * the rows of the file that say exactly the same. So a file imported twice, a file that has
 * grown and a file in another order add nothing that is there already.
 */
import { createHash } from 'node:crypto';
import { derivedId } from '@taizhang/kernel';
import type { Column } from '../csv/header';
import { FingerprintCounter } from './fingerprint-counter';

/** The identities of the rows of one file, to be asked in the order of the file. */
export class RowIdentities {
  private readonly seen = new FingerprintCounter();

  /** @param columns that make a row what it is; null for all of them */
  constructor(
    private readonly source: string,
    private readonly columns: readonly Column[] | null,
  ) {}

  /** UUID of the command that a row is. */
  next(fields: readonly string[]): string {
    const said = this.columns ? this.columns.map(({ index }) => fields[index]!) : fields;
    // No field holds a NUL: such rows are rejected before.
    const digest = createHash('sha256').update(said.join('\u0000')).digest();
    const occurrence = this.seen.see(digest.readUInt32BE(0), digest.readUInt32BE(4));
    return derivedId('import', this.source, digest.toString('hex'), String(occurrence));
  }
}
