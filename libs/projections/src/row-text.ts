/** Rows as text for COPY, gathered until it is worth while to send them. */
import type { AnyRow } from './schema';

/** Long enough to be sent at once, short enough not to be kept as one value for long. */
const chunkLength = 64_000;

export class RowText {
  private chunks: string[] = [];
  private chunk = '';
  /** Characters gathered. */
  length = 0;

  constructor(private readonly lineOf: (row: AnyRow) => string) {}

  add(row: AnyRow): void {
    const line = this.lineOf(row);
    this.chunk += line;
    this.length += line.length;
    if (this.chunk.length > chunkLength) this.endChunk();
  }

  /** What was gathered so far; nothing of it is kept. */
  take(): readonly string[] {
    this.endChunk();
    const { chunks } = this;
    this.chunks = [];
    this.length = 0;
    return chunks;
  }

  private endChunk(): void {
    if (this.chunk !== '') this.chunks.push(this.chunk);
    this.chunk = '';
  }
}
