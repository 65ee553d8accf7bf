/** Small read models over made-up events, and a database with a log of its own. */
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import {
  derivedId,
  instant,
  projection,
  schemaOf,
  systemClock,
  type ActorId,
  type EventLog,
  type Message,
  type Proposed,
  type ReadModel,
} from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import type { Pool } from 'pg';
import { migrateProjections } from './schema';

export { eventually } from '@taizhang/kernel/testing';

export type Note = Readonly<{
  id: string;
  words: string;
  remark: string | null;
  edits: number;
  weight: number;
  pinned: boolean;
  writtenAt: string;
  erasedAt: string | null;
  day: string;
  tags: unknown;
}>;

export type NoteData = Readonly<{ noteId: string } & Partial<Omit<Note, 'id'>>>;
type NoteEvent = Message<'NoteWritten' | 'NoteEdited' | 'NoteErased', NoteData>;

/** Every column type there is; rows come, change and go. */
export const notes = projection<Note, NoteEvent>({
  table: 'notes',
  columns: {
    id: { type: 'text' },
    words: { type: 'text' },
    remark: { type: 'text', nullable: true },
    edits: { type: 'integer' },
    weight: { type: 'bigint' },
    pinned: { type: 'boolean' },
    writtenAt: { type: 'timestamptz' },
    erasedAt: { type: 'timestamptz', nullable: true },
    day: { type: 'date' },
    tags: { type: 'jsonb' },
  },
  indexes: ['(day, id)', '(written_at) WHERE pinned'],
  types: ['NoteWritten', 'NoteEdited', 'NoteErased'],
  keysOf: ({ data }) => [data.noteId],
  evolve(row, { type, data, at }) {
    if (type === 'NoteErased') return null;
    if (type === 'NoteEdited' && !row) return null;
    const { noteId: id, ...told } = data;
    const before = row ?? { id, remark: null, edits: -1, weight: 0, pinned: false, tags: [] };
    const written = { words: '', writtenAt: at, erasedAt: null, day: at.slice(0, 10) };
    return { ...written, ...before, ...told, edits: before.edits + 1 };
  },
});

type Entry = Readonly<{ id: string; type: string; noteId: string; revision: number }>;

/** A row per event, never looked at again. */
const entries = projection<Entry, NoteEvent>({
  table: 'entries',
  columns: {
    id: { type: 'text' },
    type: { type: 'text' },
    noteId: { type: 'text' },
    revision: { type: 'integer' },
  },
  indexes: ['(note_id, revision)'],
  types: ['NoteWritten', 'NoteEdited', 'NoteErased'],
  keyedByEvent: true,
  keysOf: ({ id }) => [id],
  evolve: (_, { id, type, data, revision }) => ({ id, type, noteId: data.noteId, revision }),
});

type Day = Readonly<{ id: string; events: number }>;

/** Few rows, each changed often; an event may touch two of them. */
const days = projection<Day, NoteEvent>({
  table: 'days',
  columns: { id: { type: 'text' }, events: { type: 'integer' } },
  types: ['NoteWritten', 'NoteErased'],
  keysOf: ({ at, data }) => [...new Set([at.slice(0, 10), data.day ?? at.slice(0, 10)])],
  evolve: (row, _, key) => ({ id: key, events: (row?.events ?? 0) + 1 }),
});

export const notebook: ReadModel = { name: 'notebook', version: 1, tables: [notes, entries] };
export const diary: ReadModel = { name: 'diary', version: 1, tables: [days] };
export const models = [notebook, diary];

/** A projection with a fault that can be switched on. */
export function faulty(name: string, isPoison: (event: NoteEvent) => boolean): ReadModel {
  const table = projection<Day, NoteEvent>({
    ...days,
    evolve(row, event, key) {
      if (isPoison(event)) throw new Error('this was not foreseen');
      return days.evolve(row, event, key);
    },
  });
  return { name, version: 1, tables: [table] };
}

export type Workplace = Readonly<{
  pool: Pool;
  log: EventLog;
  /** Another connection pool to the same database, e.g. of another process. */
  url: string;
  close(): Promise<void>;
}>;

export async function openWorkplace(): Promise<Workplace> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { max: 12 });
  await migrateEventLog(pool);
  await migrateProjections(pool);
  const log = createPostgresEventLog({ pool, clock: systemClock, pollMs: 100 });
  const close = async () => {
    await log.close();
    await pool.end();
    await database.drop();
  };
  return { pool, log, url: database.url, close };
}

const base = Date.parse('2026-01-05T01:00:00.000Z');
let commands = 0;

/** An event `minute` minutes into the story. */
export function note(type: NoteEvent['type'], data: NoteData, minute = 0): Proposed {
  const commandId = derivedId('note', String(++commands));
  return {
    type,
    data,
    at: instant(base + minute * 60_001),
    by: 'staff-1' as ActorId,
    id: derivedId(commandId, '0'),
    version: 1,
    context: {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      channel: 'test',
      unit: null,
    },
  };
}

/** Appends each to the stream of its note, many at once, in order within a stream. */
export async function write(log: EventLog, events: readonly Proposed[]): Promise<void> {
  const byStream = new Map<string, Proposed[]>();
  for (const event of events) {
    const stream = (event.data as NoteData).noteId;
    byStream.set(stream, [...(byStream.get(stream) ?? []), event]);
  }
  await Promise.all(
    [...byStream].map(([stream, some]) => log.append(stream, some, { expected: 'any' })),
  );
}

/** So many notes, each written, most edited, some erased. */
export function story(count: number, from = 1): Proposed[] {
  return Array.from({ length: count }, (_, index) => {
    const noteId = `note-${from + index}`;
    const day = index % 7 === 0 ? '2025-12-31' : undefined;
    const written = note(
      'NoteWritten',
      { noteId, words: `第${index}条`, ...(day && { day }) },
      index,
    );
    const edited = note('NoteEdited', { noteId, weight: index, tags: [index] }, index + 5);
    const erased = note('NoteErased', { noteId }, index + 9);
    if (index % 5 === 0) return [written];
    return index % 3 === 0 ? [written, edited, erased] : [written, edited];
  }).flat();
}

/** The whole content of a read model's tables, to be compared. */
export async function contentOf(pool: Pool, model: ReadModel, schema = schemaOf(model)) {
  const content: Record<string, string[]> = {};
  for (const { table } of model.tables) {
    const text = `SELECT to_jsonb(t)::text AS row FROM ${schema}.${table} t ORDER BY id`;
    const { rows } = await pool.query<{ row: string }>(text);
    content[table] = rows.map(({ row }) => row);
  }
  return content;
}

export async function countOf(pool: Pool, table: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]!.count);
}

export async function schemasOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname ~ '_v[0-9]' ORDER BY 1`,
  );
  return rows.map(({ nspname }) => nspname);
}

export async function checkpointOf(pool: Pool, model: ReadModel): Promise<bigint | null> {
  const { rows } = await pool.query<{ position: string }>(
    'SELECT position FROM projections.checkpoints WHERE read_model = $1',
    [schemaOf(model)],
  );
  return rows[0] ? BigInt(rows[0].position) : null;
}

/** A log whose reader is held up before each page. */
export const heldUp = (log: EventLog, before: (page: number) => Promise<unknown>): EventLog => {
  let pages = 0;
  return {
    ...log,
    async *feed(options) {
      for await (const page of log.feed(options)) {
        await before(++pages);
        yield page;
      }
    },
  };
};

/** How many statements wait for a lock: of everybody, or of those that call themselves so. */
export async function waitingForLock(pool: Pool, name?: string): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'
       AND application_name = coalesce($1, application_name)`,
    [name],
  );
  return rows[0]!.waiting;
}

/** Ends the connection a rebuild works on, as an operator or a crash would. */
export async function killRebuild(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE application_name = 'taizhang rebuild' AND datname = current_database()`,
  );
  if (rowCount === 0) throw new Error('No rebuild is running');
}
