/** The files of a backup and what its manifest says of them. */
import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const fileSchema = z.object({
  /** Below the backup's folder. */
  file: z.string().regex(/^[a-z0-9/.-]+$/),
  bytes: z.int().min(0),
  /** Of the file as it lies there, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const position = z.string().regex(/^\d+$/);
const segmentSchema = fileSchema.extend({
  events: z.int().min(1),
  first: position,
  last: position,
});
const rowsSchema = fileSchema.extend({ rows: z.int().min(0) });

const manifestSchema = z.object({
  format: z.literal('taizhang-backup'),
  version: z.literal(1),
  /** When the newest part of it was made. */
  at: z.iso.datetime(),
  /** False until a backup came to its end. */
  complete: z.boolean(),
  /** The log, in order; a later backup into the same folder adds what is new. */
  log: z.array(segmentSchema),
  /** Wrapped keys of persons; null until they are there. */
  keys: rowsSchema.nullable(),
  /** Accounts, settings, seals and how far the exchange is. */
  installation: rowsSchema.nullable(),
  /** Who looked at what; null in backups of before it was kept. */
  access: rowsSchema.nullable().default(null),
});

export type BackupFile = z.output<typeof fileSchema>;
export type Segment = z.output<typeof segmentSchema>;
export type RowsFile = z.output<typeof rowsSchema>;
export type Manifest = z.output<typeof manifestSchema>;

export const emptyManifest = (): Manifest => ({
  ...{ format: 'taizhang-backup', version: 1, at: new Date(0).toISOString(), complete: false },
  ...{ log: [], keys: null, installation: null, access: null },
});

/** A file of a backup that is not what the manifest says; the message names it. */
export class BackupDamaged extends Error {
  constructor(
    readonly file: string,
    what: string,
  ) {
    super(`${file} ${what}`);
  }
}

const manifestFile = 'manifest.json';

/** None where there is no backup yet. @throws BackupDamaged */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let written: { digest?: unknown; manifest?: unknown };
  try {
    written = JSON.parse(text);
  } catch {
    throw new BackupDamaged(manifestFile, 'is no JSON any more');
  }
  const { digest, manifest } = written;
  if (digest !== sha256(JSON.stringify(manifest))) {
    throw new BackupDamaged(manifestFile, 'was altered: its digest does not fit');
  }
  const read = manifestSchema.safeParse(manifest);
  if (!read.success) throw new BackupDamaged(manifestFile, 'is of another version of Taizhang');
  return read.data;
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const digest = sha256(JSON.stringify(manifest));
  const text = `${JSON.stringify({ digest, manifest }, null, 1)}\n`;
  await writeWhole(folder, manifestFile, Buffer.from(text));
}

/** Whole or not at all, also when the machine stops in the middle; for the owner's eyes alone. */
export async function writeWhole(folder: string, file: string, bytes: Buffer): Promise<BackupFile> {
  const path = join(folder, file);
  const part = await open(`${path}.part`, 'w', 0o600);
  try {
    await part.writeFile(bytes);
    await part.sync();
  } finally {
    await part.close();
  }
  await rename(`${path}.part`, path);
  return { file, bytes: bytes.length, sha256: sha256(bytes) };
}

/** The bytes of a file. @throws BackupDamaged when they are not those that were written */
export async function readWhole(folder: string, expected: BackupFile): Promise<Buffer> {
  const { file } = expected;
  const bytes = await readFile(join(folder, file)).catch((error) => {
    throw error.code === 'ENOENT' ? new BackupDamaged(file, 'is missing') : error;
  });
  if (bytes.length !== expected.bytes) {
    throw new BackupDamaged(file, `has ${bytes.length} bytes instead of ${expected.bytes}`);
  }
  if (sha256(bytes) !== expected.sha256) throw new BackupDamaged(file, 'was altered');
  return bytes;
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
