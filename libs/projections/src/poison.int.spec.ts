/** What somebody wrote past the log's contracts: nothing of it stops a read model. */
import { Poison, schemaOf, type EventLog, type Proposed, type ReadModel } from '@taizhang/kernel';
import { audit } from './audit';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import { listParkedRows } from './parked-list';
import {
  contentOf,
  eventually,
  models,
  note,
  notes,
  openWorkplace,
  story,
  write,
  type NoteData,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';

/** Without anything that compresses. */
const long = Array.from({ length: 3_000 }, (_, n) => ((n * 7_919) % 46_656).toString(36)).join('');

const poisons: Readonly<Record<string, unknown>> = {
  nothing: null,
  'no field': {},
  'a text': 'note-1',
  'a key that is a number': { noteId: 42 },
  'a key with a NUL': { noteId: 'note\0' },
  'a key that no index takes': { noteId: long },
  'the id of another row': { noteId: 'note-1', id: 'note-2' },
  'a day that no index takes': { noteId: 'note-1', day: long },
};

describe('An event that says', () => {
  let place: Workplace;
  let live: LiveProjections;

  beforeEach(async () => {
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
    live = new LiveProjections(place.log, place.pool, models);
    live.start();
  });
  afterEach(async () => {
    await live.stop();
    await place.close();
  });

  const append = (event: Proposed) => place.log.append('note-poison', [event], { expected: 'any' });
  const content = async () => Promise.all(models.map((model) => contentOf(place.pool, model)));

  /** Without when, and how often it was tried since: whoever has just started tries all once. */
  const parkedRows = async () =>
    (await listParkedRows(place.pool)).map(
      ({ parkedAt: _, attempts: __, retryWanted: ___, ...row }) => row,
    );

  it.each(Object.entries(poisons))('%s is parked, live as in a rebuild', async (_, data) => {
    await write(place.log, story(6));
    await append(note('NoteEdited', data as NoteData));
    await append(note('NoteWritten', data as NoteData));
    await write(place.log, story(6, 50));
    expect(await live.waitFor(await place.log.head(), 20_000)).toBe(true);
    expect([...live.states().values()].map(({ failure }) => failure)).toEqual([null, null]);
    const parked = await parkedRows();
    expect(parked.length).toBeGreaterThan(0);
    const before = await content();
    await rebuild(place.log, place.pool, models);
    expect(await content()).toEqual(before);
    expect(await parkedRows()).toEqual(parked);
    expect(parked.every(({ readModel }) => models.map(schemaOf).includes(readModel))).toBe(true);
  });

  it('an empty key is a row as any other, live as in a rebuild', async () => {
    await append(note('NoteWritten', { noteId: '' }));
    await append(note('NoteEdited', { noteId: '', words: '' }));
    expect(await live.waitFor(await place.log.head(), 20_000)).toBe(true);
    const before = await content();
    await rebuild(place.log, place.pool, models);
    expect(await content()).toEqual(before);
  });

  it('half a character in a key is parked, live as in a rebuild', async () => {
    await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
    await place.pool.query(
      `INSERT INTO ledger.events
       SELECT position + n, 'note-half', n - 1, gen_random_uuid(), type, version, occurred_at,
         recorded_at, actor, context, format('{"noteId": "note-%s"}',
           CASE WHEN n IN (1, 6) THEN '\\ud800' ELSE n::text END)::json
       FROM ledger.events, generate_series(1, 6) n WHERE stream = 'note-1'`,
    );
    await eventually(async () => (await place.log.head()) === 7n);
    expect(await live.waitFor(7n, 20_000)).toBe(true);
    const parked = await parkedRows();
    expect(parked.map(({ key, waiting }) => [key, waiting])).toContainEqual(['note-half', 6]);
    const before = await content();
    const log: EventLog = {
      ...place.log,
      feed: (options) => place.log.feed({ ...options, pageSize: 1 }),
    };
    await rebuild(log, place.pool, models, { warmRowsMax: 0 });
    expect(await content()).toEqual(before);
    expect(await parkedRows()).toEqual(parked);
  });

  it('something from far behind everything else holds up nothing', async () => {
    await write(place.log, story(6));
    await place.pool.query(
      `INSERT INTO ledger.events
       SELECT ${2n ** 62n}, 'note-far', 0, gen_random_uuid(), type, version, occurred_at,
         recorded_at, actor, context, '{"noteId": "note-far", "words": "远"}'
       FROM ledger.events WHERE type = 'NoteWritten' LIMIT 1`,
    );
    await eventually(async () => (await place.log.head()) === 2n ** 62n);
    await write(place.log, story(6, 50));
    expect(await live.waitFor(await place.log.head(), 20_000)).toBe(true);
    const audits = await audit(place.log, place.pool, models);
    expect(audits.map(({ findings }) => findings)).toEqual([[], []]);
    const { comparisons } = await rebuild(place.log, place.pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('holds up no retry of another row when its stream cannot be read any more', async () => {
    await live.stop();
    let broken = true;
    const brittle = {
      ...notes,
      evolve: ((row, event, key) => {
        if (broken && event.type === 'NoteEdited') throw new Error('this was not foreseen');
        return notes.evolve(row, event, key);
      }) as typeof notes.evolve,
    };
    const model: ReadModel = { name: 'brittle', version: 1, tables: [brittle] };
    await ensureBuilt(place.log, place.pool, [model]);
    live = new LiveProjections(place.log, place.pool, [model]);
    live.start();
    const ids = Array.from({ length: 9 }, (_, index) => `note-${index}`);
    for (const noteId of ids) {
      await write(place.log, [note('NoteWritten', { noteId }), note('NoteEdited', { noteId })]);
    }
    expect(await live.waitFor(await place.log.head(), 20_000)).toBe(true);
    await live.stop();
    expect(await listParkedRows(place.pool)).toHaveLength(9);
    broken = false;
    const changed = new Poison('version 9 of NoteWritten is not known here');
    const log: EventLog = {
      ...place.log,
      readStream: async (stream, options) => {
        if (stream === 'note-4') throw changed;
        if (stream === 'note-5') throw new Error('by mistake');
        return place.log.readStream(stream, options);
      },
    };
    live = new LiveProjections(log, place.pool, [model]);
    live.start();
    await eventually(async () => (await listParkedRows(place.pool)).length === 2);
    await eventually(async () => !(await listParkedRows(place.pool))[0]!.retryWanted);
    expect(await listParkedRows(place.pool)).toMatchObject([
      { key: 'note-4', reason: changed.message, retryWanted: false },
      { key: 'note-5', retryWanted: true },
    ]);
  });
});
