/** Tables that nothing rebuilds, as lines: row by row, whatever columns they have by now. */
import { mkdir, open, rename } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import type { ClientBase, Pool } from 'pg';
import { BackupDamaged, type BackupFile, type RowsFile } from './backup-format';

/** A table, which of its rows are kept, and their order where they are numbered anew by it. */
export type KeptTable = Readonly<{ table: string; where?: string; orderBy?: string }>;
export type KeptRow = Readonly<{ table: string; row: Readonly<Record<string, unknown>> }>;

const rowsAtOnce = 1_000;

/** Writes every row of the tables there are, as they are in one moment. */
export async function backUpRows(
  pool: Pool,
  folder: string,
  file: string,
  tables: readonly KeptTable[],
): Promise<RowsFile> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const client = await pool.connect();
  const hash = createHash('sha256');
  let [bytes, rows] = [0, 0];
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const part = await open(`${path}.part`, 'w', 0o600);
    const lines = async function* () {
      for await (const line of linesOf(client, tables)) {
        rows++;
        yield line;
      }
    };
    const measured = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(Readable.from(lines()), createGzip(), measured, async (chunks) => {
      for await (const chunk of chunks) await part.writeFile(chunk as Buffer);
    });
    await part.sync();
    await part.close();
    await rename(`${path}.part`, path);
    await client.query('COMMIT');
  } finally {
    // A session in doubt is not used again.
    client.release(true);
  }
  return { file, bytes, rows, sha256: hash.digest('hex') };
}

async function* linesOf(client: ClientBase, tables: readonly KeptTable[]): AsyncGenerator<string> {
  for (const { table, where = 'true', orderBy } of tables) {
    if (!(await isThere(client, table))) continue;
    await client.query(
      `DECLARE kept NO SCROLL CURSOR FOR
       SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE ${where}
       ${orderBy ? `ORDER BY ${orderBy}` : ''}`,
    );
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`FETCH ${rowsAtOnce} FROM kept`);
      if (rows.length === 0) break;
      for (const { row } of rows) yield `{"table":"${table}","row":${row}}\n`;
    }
    await client.query('CLOSE kept');
  }
}

async function isThere(client: ClientBase | Pool, table: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0].there;
}

export type RowsWanted = Readonly<{
  /** Which rows; all unless told. */
  isWanted?: (kept: KeptRow) => boolean;
  /** Rows that a migration has put there give way. */
  replace?: boolean;
  /** Makes room for rows of a table that has none by itself. */
  before?: (rows: readonly KeptRow[]) => Promise<void>;
}>;

/**
 * Puts rows back. Unless they are replaced, rows that are there stay as they are.
 * @returns tables that this installation does not have
 */
export async function restoreRows(
  pool: Pool,
  folder: string,
  file: BackupFile,
  { isWanted = () => true, replace = false, before }: RowsWanted = {},
): Promise<ReadonlySet<string>> {
  await checkBytes(folder, file);
  const missing = new Set<string>();
  const columns = new Map<string, string>();
  let batch: KeptRow[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const { table } = batch[0]!;
    if (!columns.has(table)) {
      columns.set(table, await columnsOf(pool, batch[0]!));
      if (replace && columns.get(table) !== '') await pool.query(`DELETE FROM ${table}`);
    }
    const names = columns.get(table)!;
    if (names === '') missing.add(table);
    else {
      await before?.(batch);
      await insert(pool, table, names, batch);
    }
    batch = [];
  };
  await pipeline(createReadStream(join(folder, file.file)), createGunzip(), async (bytes) => {
    for await (const line of linesIn(bytes)) {
      const kept = JSON.parse(line) as KeptRow;
      if (!isWanted(kept)) continue;
      if (batch.length === rowsAtOnce || (batch[0] && batch[0].table !== kept.table)) await flush();
      batch.push(kept);
    }
  });
  await flush();
  return missing;
}

/** Not by readline: from Node 24 on it ends lines at U+2028 too, which JSON has as it is. */
async function* linesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const some of bytes) {
    const lines = (rest + decoder.write(some)).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}

const insert = (pool: Pool, table: string, columns: string, rows: readonly KeptRow[]) =>
  pool.query(
    `INSERT INTO ${table} (${columns})
     SELECT ${columns} FROM jsonb_populate_recordset(null::${table}, $1)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows.map(({ row }) => row))],
  );

/**
 * Those that a row may bring along: numbers that the table gives out itself are given anew, and
 * what an earlier release did not have yet gets its default.
 */
async function columnsOf(pool: Pool, { table, row }: KeptRow): Promise<string> {
  const [schema, name] = table.split('.');
  const { rows } = await pool.query<{ column: string }>(
    `SELECT quote_ident(column_name) AS column FROM information_schema.columns
     WHERE table_schema = $1 AND table_name = $2 AND column_name = ANY ($3)
       AND is_identity = 'NO' AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [schema, name, Object.keys(row)],
  );
  return rows.map(({ column }) => column).join(', ');
}

/** @throws BackupDamaged */
export async function checkBytes(folder: string, { file, bytes, sha256 }: BackupFile) {
  const hash = createHash('sha256');
  let found = 0;
  try {
    for await (const chunk of createReadStream(join(folder, file))) {
      hash.update(chunk);
      found += chunk.length;
    }
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new BackupDamaged(file, 'is missing') : error;
  }
  if (found !== bytes) throw new BackupDamaged(file, `has ${found} bytes instead of ${bytes}`);
  if (hash.digest('hex') !== sha256) throw new BackupDamaged(file, 'was altered');
}
