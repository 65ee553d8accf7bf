/** Reading and writing the rows of one table. */
import type { Column } from '@taizhang/kernel';
import { columnName } from '@taizhang/platform/database';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { ClientBase } from 'pg';
import { createPrimaryKey, type AnyProjection, type AnyRow } from './schema';

export class TableStore {
  private readonly name: string;
  private readonly fields: readonly [string, Column][];
  private readonly columns: string;
  /** Type of each column with its name, for reading rows back from JSON. */
  private readonly recordType: string;

  constructor(
    schema: string,
    readonly projection: AnyProjection,
  ) {
    this.name = `${schema}.${projection.table}`;
    this.fields = Object.entries<Column>(projection.columns);
    this.columns = this.fields.map(([field]) => columnName(field)).join(', ');
    this.recordType = this.fields.map(([field, { type }]) => `"${field}" ${type}`).join(', ');
  }

  async load(db: ClientBase, ids: readonly string[]): Promise<AnyRow[]> {
    if (ids.length === 0) return [];
    const list = this.fields.map(([field]) => `${columnName(field)} AS "${field}"`).join(', ');
    const text = `SELECT ${list} FROM ${this.name} WHERE id = ANY($1)`;
    return (await db.query<AnyRow>(text, [ids])).rows;
  }

  async upsert(db: ClientBase, rows: readonly AnyRow[]): Promise<void> {
    if (rows.length === 0) return;
    const set = this.columns
      .split(', ')
      .filter((column) => column !== 'id')
      .map((column) => `${column} = excluded.${column}`);
    const source = this.fields.map(([field]) => `"${field}"`).join(', ');
    await db.query(
      `INSERT INTO ${this.name} (${this.columns})
       SELECT ${source} FROM jsonb_to_recordset($1::jsonb) AS rows(${this.recordType})
       ON CONFLICT (id) DO UPDATE SET ${set.join(', ')}`,
      [JSON.stringify(rows)],
    );
  }

  async delete(db: ClientBase, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await db.query(`DELETE FROM ${this.name} WHERE id = ANY($1)`, [ids]);
  }

  /** Fills a table that holds none of these rows; nothing is faster than COPY. */
  async copy(db: ClientBase, rows: Iterable<AnyRow>): Promise<void> {
    const stream = db.query(copyFrom(`COPY ${this.name} (${this.columns}) FROM STDIN`));
    await pipeline(Readable.from(this.copyText(rows)), stream);
  }

  async addPrimaryKey(db: ClientBase, schema: string): Promise<void> {
    await db.query(createPrimaryKey(schema, this.projection));
  }

  private *copyText(rows: Iterable<AnyRow>): Generator<string> {
    let chunk = '';
    for (const row of rows) {
      let line = '';
      for (const [field, { type }] of this.fields) {
        if (line !== '') line += '\t';
        line += copyValue(row[field], type);
      }
      chunk += line + '\n';
      if (chunk.length > 64_000) {
        yield chunk;
        chunk = '';
      }
    }
    if (chunk !== '') yield chunk;
  }
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in the text format of COPY. */
function copyValue(value: unknown, type: Column['type']): string {
  if (value === null || value === undefined) return '\\N';
  const text = type === 'jsonb' ? JSON.stringify(value) : String(value);
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c]!) : text;
}
