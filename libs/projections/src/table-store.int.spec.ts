import { transaction } from '@taizhang/platform/database';
import pg from 'pg';
import type { ClientBase } from 'pg';
import { createTables, nextSchemaOf } from './schema';
import {
  eventually,
  killRebuild,
  notebook,
  notes,
  openWorkplace,
  type Note,
  type Workplace,
} from './projections.fixtures';
import type { AnyProjection, AnyRow } from './schema';
import { RowText } from './row-text';
import { TableStore } from './table-store';

const plain: Note = {
  id: 'note-1',
  words: '电费太高',
  remark: null,
  edits: 2_147_483_647,
  weight: Number.MAX_SAFE_INTEGER,
  pinned: true,
  writtenAt: '2026-01-05T08:00:00.001Z',
  erasedAt: null,
  day: '2026-01-05',
  tags: { a: [1, null, 'x'], 名: '值' },
};

const awkward = [
  '',
  '\\N',
  '\\.',
  'tab\there',
  'line\nbreak\r\nand \\ backslash, \\n as text',
  '"quoted" and \'quoted\' and `$personal`',
  '{"json": [1, 2]}',
  '台账 𠮷 😀 é e\u0301 \u200b',
  '\u0001\u001f\u007f',
  '\\u0000 as text',
];

const rows: Note[] = [
  plain,
  ...awkward.map((text, index) => ({
    ...plain,
    id: `note-awkward${index}`,
    words: text,
    remark: index % 2 === 0 ? text : null,
    tags: [text, { [text]: text }],
    edits: 3 - index,
    weight: -1,
    pinned: false,
    erasedAt: '1999-12-31T23:59:59.999Z',
    writtenAt: '2026-06-30T16:00:00.000Z',
    day: '0001-01-01',
  })),
];

describe('The rows of a table', () => {
  const store = new TableStore(nextSchemaOf(notebook), notes as unknown as AnyProjection);
  const ids = rows.map(({ id }) => id);
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
  });
  afterEach(() => place.close());

  const onConnection = async <T>(work: (db: ClientBase) => Promise<T>, zone = 'UTC') => {
    // Not set up as the platform's pools are: a store must not depend on it.
    const db = new pg.Client({ connectionString: place.url, application_name: 'taizhang rebuild' });
    db.on('error', () => undefined);
    await db.connect();
    await db.query(`SET TimeZone = '${zone}'`);
    try {
      return await work(db);
    } finally {
      await db.end();
    }
  };
  const linesOf = function* (some: Iterable<AnyRow>) {
    const text = new RowText(store.lineOf);
    for (const row of some) {
      text.add(row);
      if (text.length > 64_000) yield* text.take();
    }
    yield* text.take();
  };
  const built = (db: ClientBase, some: Iterable<AnyRow>) =>
    transaction(db, async () => {
      await createTables(db, notebook);
      await store.copyText(db, linesOf(some));
      await store.addPrimaryKey(db);
    });
  const byId = (some: readonly AnyRow[]) => new Map(some.map((row) => [row.id, row]));

  it.each(['UTC', 'Asia/Shanghai', 'America/St_Johns'])('come back as they went (%s)', (zone) =>
    onConnection(async (db) => {
      await built(db, rows);
      expect(byId(await store.load(db, ids))).toEqual(byId(rows));
      await db.query(`TRUNCATE ${nextSchemaOf(notebook)}.notes`);
      await store.upsert(db, rows);
      expect(byId(await store.load(db, ids))).toEqual(byId(rows));
    }, zone),
  );

  it('are replaced whole by an upsert', () =>
    onConnection(async (db) => {
      await built(db, rows);
      const changed = rows.map((row) => ({ ...row, words: `${row.words}!`, remark: null }));
      await store.upsert(db, changed);
      expect(byId(await store.load(db, ids))).toEqual(byId(changed));
    }));

  it('replace what PostgreSQL cannot store, in the same way on both roads', () =>
    onConnection(async (db) => {
      const odd = 'a\0b \ud800 c \udc00\ud800';
      const shown = 'a\ufffdb \ufffd c \ufffd\ufffd';
      const row = { ...plain, words: odd, remark: odd, tags: [odd, '\\u0000', '\\ud800'] };
      const expected = {
        ...plain,
        words: shown,
        remark: shown,
        tags: [shown, '\\u0000', '\\ud800'],
      };
      await built(db, [row]);
      expect(await store.load(db, [row.id])).toEqual([expected]);
      await store.upsert(db, [row]);
      expect(await store.load(db, [row.id])).toEqual([expected]);
    }));

  it('may be many, and large', () =>
    onConnection(async (db) => {
      const words = '长'.repeat(200_000);
      const many = Array.from({ length: 4_500 }, (_, index) => ({ ...plain, id: `note-${index}` }));
      const large = Array.from({ length: 20 }, (_, index) => ({
        ...plain,
        id: `l-${index}`,
        words,
      }));
      await built(db, [...many, ...large]);
      await store.upsert(
        db,
        [...many, ...large].map((row) => ({ ...row, edits: 1 })),
      );
      const { rows: counted } = await db.query(
        `SELECT count(*)::int, min(edits), max(length(words)) FROM ${nextSchemaOf(notebook)}.notes`,
      );
      expect(counted).toEqual([{ count: 4_520, min: 1, max: 200_000 }]);
    }));

  it('fail, and do not hang, when the connection is lost while they are copied', async () => {
    const endless = function* (): Generator<AnyRow> {
      for (let index = 0; ; index++) yield { ...plain, id: `note-${index}` };
    };
    const copying = onConnection((db) => built(db, endless()));
    copying.catch(() => undefined);
    await eventually(async () => {
      const { rowCount } = await place.pool.query(
        `SELECT FROM pg_stat_progress_copy WHERE datname = current_database() AND bytes_processed > 0`,
      );
      return rowCount === 1;
    });
    await killRebuild(place.pool);
    await expect(copying).rejects.toThrow();
  });
});
