/** Rows as text for COPY, gathered until it is worth while to send them. */
import { LineBytes } from './line-bytes';
import type { AnyRow } from './schema';

export class RowText {
  private readonly lines = new LineBytes();

  constructor(private readonly lineOf: (row: AnyRow) => string) {}

  /** Bytes gathered. */
  get length(): number {
    return this.lines.bytes;
  }

  add(row: AnyRow): void {
    this.lines.add(this.lineOf(row));
  }

  /** What was gathered so far; nothing of it is kept. */
  take(): readonly Buffer[] {
    return this.lines.take();
  }
}
