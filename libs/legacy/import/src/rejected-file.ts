/** The rows that were not understood, in a CSV of their own: row, reason, the row as it stood. */
import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import type { RejectedRow } from './rows/row-reader';

// Excel takes a file for UTF-8 only when it starts with this mark.
const byteOrderMark = '\uFEFF';
const headerLine = `${byteOrderMark}row,reason,original\r\n`;

/**
 * Written anew by every run, which meets every rejected row again. Not there when there is
 * nothing to say: an old one is taken away.
 */
export class RejectedFile {
  private handle: FileHandle | null = null;

  constructor(private readonly path: string) {}

  /** Where the rows are; null while there are none. */
  get written(): string | null {
    return this.handle ? this.path : null;
  }

  async add(rows: readonly RejectedRow[]) {
    if (rows.length === 0) return;
    if (!this.handle) {
      // What people told: for the one who imports.
      this.handle = await open(this.path, 'w', 0o600);
      await this.handle.write(headerLine);
    }
    const lines = rows.map(({ row, reason, raw }) =>
      [String(row), reason, raw.toString().replace(/\r?\n$/, '')].map(quoted).join(','),
    );
    await this.handle.write(`${lines.join('\r\n')}\r\n`);
  }

  async close() {
    if (this.handle) await this.handle.close();
    else if (await this.isOurs()) await rm(this.path);
  }

  private async isOurs(): Promise<boolean> {
    const start = await readFile(this.path, 'utf8').catch(() => '');
    return start.startsWith(headerLine);
  }
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
