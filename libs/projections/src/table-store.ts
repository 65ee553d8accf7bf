/** Reading and writing the rows of one table. */
import type { Column } from '@taizhang/kernel';
import { columnName } from '@taizhang/platform/database';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { escapeLiteral, type ClientBase } from 'pg';
import { copyLineOf, copyRowOf, jsonText, selected } from './column-text';
import { createIndexes, createPrimaryKey, type AnyProjection, type AnyRow } from './schema';
import { several } from './several';

/** One statement takes so many rows: PostgreSQL bounds the size of a value, and we our memory. */
const statementRowsMax = 2_000;
const idsAtOnce = 20_000;

export class TableStore {
  private readonly name: string;
  private readonly fields: readonly [string, Column][];
  private readonly columns: string;
  private readonly selection: string;
  private readonly upsertion: (rows: string) => string;
  /** Whether the transaction at work has created it; see `copyText`. */
  isNew = true;
  /** A row as a line for `copyText`. */
  readonly lineOf: (row: AnyRow) => string;
  /** The row of such a line, as `load` would give it. */
  readonly rowOf: (line: string) => AnyRow;

  constructor(
    readonly schema: string,
    readonly projection: AnyProjection,
  ) {
    this.name = `${schema}.${projection.table}`;
    this.fields = Object.entries<Column>(projection.columns);
    this.columns = this.fields.map(([field]) => columnName(field)).join(', ');
    const list = this.fields.map(
      ([field, column]) => `${selected(columnName(field), column)} AS "${field}"`,
    );
    this.selection = `SELECT ${list.join(', ')} FROM ${this.name} WHERE id`;
    this.upsertion = this.upsertionText();
    this.lineOf = copyLineOf(this.fields);
    this.rowOf = copyRowOf(this.fields);
  }

  /** The rows of these ids that there are. */
  async load(db: ClientBase, ids: readonly string[]): Promise<AnyRow[]> {
    if (ids.length === 0) return [];
    return (await several(db, [this.loading(ids)]))[0]!.rows as AnyRow[];
  }

  /** Asks for the rows of these ids, of which there must be one. */
  loading(ids: readonly string[]): string {
    return `${this.selection} IN (${ids.map(escapeLiteral).join(', ')})`;
  }

  async upsert(db: ClientBase, rows: readonly AnyRow[]): Promise<void> {
    for (const statement of this.upserting(rows)) await db.query(statement);
  }

  upserting(rows: readonly AnyRow[]): string[] {
    const statements: string[] = [];
    for (let from = 0; from < rows.length; from += statementRowsMax) {
      const some = rows.slice(from, from + statementRowsMax);
      statements.push(this.upsertion(escapeLiteral(jsonText(some))));
    }
    return statements;
  }

  async delete(db: ClientBase, ids: readonly string[]): Promise<void> {
    await several(db, this.deleting(ids));
  }

  deleting(ids: readonly string[]): string[] {
    if (ids.length === 0) return [];
    return [`DELETE FROM ${this.name} WHERE id IN (${ids.map(escapeLiteral).join(', ')})`];
  }

  /**
   * Adds rows that the table does not hold; nothing is faster than COPY. In the transaction
   * that created the table, FREEZE spares a later pass over it and shows the rows to whoever looks
   * with an older snapshot, who would otherwise find the table empty.
   * @param chunks whole lines, as `lineOf` makes them
   */
  async copyText(db: ClientBase, chunks: Iterable<string | Buffer>): Promise<void> {
    const text = `COPY ${this.name} (${this.columns}) FROM STDIN${this.isNew ? ' (FREEZE)' : ''}`;
    await pipeline(Readable.from(inTurns(chunks)), db.query(copyFrom(text)));
  }

  async count(db: ClientBase): Promise<number> {
    const { rows } = await db.query<{ count: number }>(
      `SELECT count(*)::float8 AS count FROM ${this.name}`,
    );
    return rows[0]!.count;
  }

  /** All ids, a page at a time; to be read to the end, within a transaction. */
  async *ids(db: ClientBase): AsyncGenerator<string> {
    await db.query(`DECLARE all_ids NO SCROLL CURSOR FOR SELECT id FROM ${this.name}`);
    for (;;) {
      const { rows } = await db.query<{ id: string }>(`FETCH ${idsAtOnce} FROM all_ids`);
      for (const { id } of rows) yield id;
      if (rows.length < idsAtOnce) break;
    }
    await db.query('CLOSE all_ids');
  }

  async hasPrimaryKey(db: ClientBase): Promise<boolean> {
    const { rowCount } = await db.query(
      'SELECT FROM pg_index WHERE indrelid = $1::regclass AND indisprimary',
      [this.name],
    );
    return rowCount === 1;
  }

  async addPrimaryKey(db: ClientBase): Promise<void> {
    await db.query(createPrimaryKey(this.schema, this.projection));
  }

  async addIndexes(db: ClientBase): Promise<void> {
    await createIndexes(db, this.schema, this.projection);
  }

  private upsertionText() {
    const names = this.columns.split(', ').filter((column) => column !== 'id');
    const set = names.map((column) => `${column} = excluded.${column}`);
    const source = this.fields.map(([field]) => `"${field}"`).join(', ');
    // A table of ids alone has nothing to update.
    const onConflict = set.length > 0 ? `DO UPDATE SET ${set.join(', ')}` : 'DO NOTHING';
    const types = this.fields.map(([field, { type }]) => `"${field}" ${type}`).join(', ');
    return (rows: string) => `INSERT INTO ${this.name} (${this.columns})
       SELECT ${source} FROM jsonb_to_recordset(${rows}::jsonb) AS rows(${types})
       ON CONFLICT (id) ${onConflict}`;
  }
}

/** A socket emptied as fast as it is filled makes nobody wait: nothing else would get a turn. */
async function* inTurns<T>(chunks: Iterable<T>): AsyncGenerator<T> {
  for (const chunk of chunks) {
    yield chunk;
    await nextTurn();
  }
}
