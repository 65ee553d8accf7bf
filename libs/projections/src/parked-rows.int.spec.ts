/** Whoever reads a row that stands still is told, and where none does it costs nothing. */
import { projection, type ReadModel } from '@taizhang/kernel';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import { ParkedRows } from './parked-rows';
import {
  eventually,
  models,
  note,
  notes,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';

type Event = Parameters<typeof notes.evolve>[1];

let poison: (event: Event) => boolean = () => false;
let unknown: (event: Event) => boolean = () => false;
const fragile = projection({
  ...notes,
  keysOf(event: Event) {
    if (unknown(event)) throw new Error('whose is it?');
    return notes.keysOf(event);
  },
  evolve(...[row, event, key]: Parameters<typeof notes.evolve>) {
    if (poison(event)) throw new Error('this was not foreseen');
    return notes.evolve(row, event, key);
  },
});
const entries = models[0]!.tables[1]!;
const model: ReadModel = { name: 'fragile', version: 1, tables: [fragile, entries] };

let place: Workplace;
let live: LiveProjections;
let rows: ParkedRows;
let statements: string[];

beforeEach(async () => {
  place = await openWorkplace();
  await ensureBuilt(place.log, place.pool, [model]);
  statements = [];
  const query = ((text: string, values?: unknown[]) => {
    statements.push(text);
    return place.pool.query(text, values);
  }) as typeof place.pool.query;
  rows = new ParkedRows({ query } as typeof place.pool, [model]);
  live = new LiveProjections(place.log, place.pool, [model], { onParked: () => rows.doubt() });
  live.start();
});
afterEach(async () => {
  [poison, unknown] = [() => false, () => false];
  await live.stop();
  await place.close();
});

const shown = async () => live.waitFor(await place.log.head(), 20_000);
const edit = (noteId: string) => write(place.log, [note('NoteEdited', { noteId })]);
const of = (...ids: string[]) => rows.among([fragile], { ids, streams: [] });

it('costs no statement for as long as what was found is believed', async () => {
  await write(place.log, story(6));
  await shown();
  expect(await rows.in([fragile, entries])).toBeNull();
  const asked = statements.length;
  expect(asked).toBe(2);
  const answers = Array.from({ length: 100 }, () => rows.in([fragile]));
  expect(new Set(await Promise.all(answers))).toEqual(new Set([null]));
  expect(statements).toHaveLength(asked);
  rows.doubt();
  await rows.in([fragile]);
  expect(statements).toHaveLength(asked + 1);
});

it('tells of what was parked before anybody who waits for it goes on', async () => {
  await write(place.log, story(6));
  await shown();
  for (const [number, noteId] of ['note-1', 'note-2', 'note-3'].entries()) {
    // Believed from now on, had nobody said that something was parked.
    await rows.in([fragile]);
    poison = ({ data }) => data.noteId === noteId;
    await edit(noteId);
    expect(await shown()).toBe(true);
    expect(await rows.in([fragile])).toMatchObject({ waiting: number + 1 });
  }
  expect(await rows.in([entries])).toBeNull();
});

it('tells by row what waits of it and since when, in one statement', async () => {
  poison = ({ type, data }) => type === 'NoteEdited' && data.noteId !== 'note-3';
  await write(
    place.log,
    [1, 2, 3].map((n) => note('NoteWritten', { noteId: `note-${n}` })),
  );
  for (const noteId of ['note-1', 'note-1', 'note-2', 'note-3']) await edit(noteId);
  await shown();
  await rows.in([fragile]);
  statements = [];
  const found = await of('note-1', 'note-3', 'note-4');
  expect(statements).toHaveLength(1);
  expect([...found]).toEqual([['note-1', { since: expect.stringMatching(/^20.*Z$/), waiting: 2 }]]);
  expect(await rows.among([entries], { ids: ['note-1'], streams: [] })).toEqual(new Map());
});

it('tells of a stream whose rows nobody knows, and of rows by their streams', async () => {
  await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
  unknown = ({ type }) => type === 'NoteEdited';
  await edit('note-1');
  await shown();
  expect((await of('note-1')).get('note-1')).toMatchObject({ waiting: 1 });
  const byStream = await rows.among([fragile], { ids: [], streams: ['note-1'] });
  expect([...byStream.keys()]).toEqual(['note-1']);
});

it('tells nothing any more once what waited was taken in', async () => {
  poison = ({ type }) => type === 'NoteEdited';
  await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
  await edit('note-1');
  await shown();
  expect(await rows.in([fragile])).not.toBeNull();
  poison = () => false;
  await place.pool.query('UPDATE fragile_v1.parked_events SET retry_wanted = true');
  await eventually(async () => (await rows.in([fragile])) === null);
  expect(await of('note-1')).toEqual(new Map());
});
