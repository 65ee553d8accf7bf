/**
 * How far an import came. Only a short cut: a row that is imported again is recognised by its
 * id, so a lost checkpoint costs time and a kept one never hides a row, because it holds for
 * the very same bytes read by the very same mapping only.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export type Checkpoint = Readonly<{
  /** Length and SHA-256 of the file as it was then. */
  bytes: number;
  digest: string;
  /** Last row that is done; the header line is row 1. */
  row: number;
  /** Head of the log at that moment. */
  position: bigint;
}>;

/** What an import is known by. */
export type ImportName = Readonly<{ source: string; mapping: string }>;

export interface ImportCheckpoints {
  of(name: ImportName): Promise<readonly Checkpoint[]>;
  save(name: ImportName, checkpoint: Checkpoint): Promise<void>;
}

export type StartingPoint = Readonly<{ digest: string; row: number }>;

/**
 * The row behind which to start: as far as the file, or an earlier and shorter state of it, was
 * imported into this log.
 */
export async function startingPoint(
  file: Readonly<{ path: string; size: number }>,
  checkpoints: readonly Checkpoint[],
  head: bigint,
): Promise<StartingPoint> {
  const usable = checkpoints.filter(
    ({ bytes, position }) => bytes <= file.size && position <= head,
  );
  const digests = await digestsAt(file, [...usable.map(({ bytes }) => bytes), file.size]);
  const rows = usable
    .filter(({ bytes, digest }) => digests.get(bytes) === digest)
    // The last row of a file that has grown may have been cut short then.
    .map(({ bytes, row }) => (bytes < file.size ? row - 1 : row));
  return { digest: digests.get(file.size)!, row: Math.max(0, ...rows) };
}

/** SHA-256 of the first so many bytes of a file, for several lengths in one reading. */
async function digestsAt(
  { path, size }: { path: string; size: number },
  lengths: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const wanted = [...new Set(lengths)].sort((a, b) => a - b);
  const digests = new Map<number, string>();
  const hash = createHash('sha256');
  let done = 0;
  const reach = (chunk: Buffer) => {
    while (wanted[0] !== undefined && wanted[0] <= done + chunk.length) {
      const length = wanted.shift()!;
      hash.update(chunk.subarray(0, length - done));
      chunk = chunk.subarray(length - done);
      done = length;
      digests.set(length, hash.copy().digest('hex'));
    }
    hash.update(chunk);
    done += chunk.length;
  };
  reach(Buffer.alloc(0));
  const stream = createReadStream(path, { end: size - 1, highWaterMark: 1024 * 1024 });
  for await (const chunk of stream as AsyncIterable<Buffer>) reach(chunk);
  return digests;
}
