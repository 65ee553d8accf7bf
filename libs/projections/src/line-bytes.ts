/** Lines of text as bytes in a few large pieces, which the garbage collector never copies. */

const pieceBits = 18;
const pieceBytes = 2 ** pieceBits;
const within = pieceBytes - 1;
/** What one unit of a string takes at most in UTF-8. */
const unitBytesMax = 3;

type Piece = { readonly buffer: Buffer; used: number };

export class LineBytes {
  /** A line that is longer than a piece has a longer one, which stands for several. */
  private pieces: (Piece | undefined)[] = [];
  private open: Piece | undefined;
  private openAt = 0;
  /** Bytes that lie here. */
  bytes = 0;
  /** Where the line that was added last begins, and its length in bytes. */
  from = 0;
  length = 0;

  add(line: string): void {
    const bytesMax = line.length * unitBytesMax;
    if (!this.open || bytesMax > pieceBytes - this.open.used) {
      this.makeRoom(bytesMax > pieceBytes ? Buffer.byteLength(line) : bytesMax);
    }
    this.added(this.open!.buffer.write(line, this.open!.used));
  }

  addBytes(line: Buffer): void {
    this.makeRoom(line.length);
    this.added(line.copy(this.open!.buffer, this.open!.used));
  }

  textOf(from: number, length: number): string {
    const at = from & within;
    return this.pieceOf(from).toString('utf8', at, at + length);
  }

  bytesOf(from: number, length: number): Buffer {
    const at = from & within;
    return this.pieceOf(from).subarray(at, at + length);
  }

  /** Everything that lies here; nothing of it is kept. */
  take(): Buffer[] {
    const taken = this.pieces.flatMap((piece) => piece?.buffer.subarray(0, piece.used) ?? []);
    this.pieces = [];
    this.open = undefined;
    this.openAt = 0;
    this.bytes = 0;
    return taken;
  }

  private pieceOf(from: number): Buffer {
    return this.pieces[Math.floor(from / pieceBytes)]!.buffer;
  }

  private added(length: number): void {
    const open = this.open!;
    this.from = this.openAt * pieceBytes + open.used;
    this.length = length;
    open.used += length;
    this.bytes += length;
  }

  private makeRoom(needed: number): void {
    if (this.open && needed <= pieceBytes - this.open.used) return;
    const count = Math.max(1, Math.ceil(needed / pieceBytes));
    this.open = { buffer: Buffer.allocUnsafeSlow(count * pieceBytes), used: 0 };
    this.openAt = this.pieces.length;
    this.pieces.push(this.open);
    for (let more = 1; more < count; more++) this.pieces.push(undefined);
  }
}
