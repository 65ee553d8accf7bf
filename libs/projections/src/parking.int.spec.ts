/** A poison event holds up its own row and nothing else, and is never lost. */
import { projection, schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import { listParkedRows, requestRetry } from './parked-list';
import {
  checkpointOf,
  contentOf,
  diary,
  eventually,
  models,
  note,
  notebook,
  notes,
  openWorkplace,
  story,
  waitingForLock,
  write,
  type Note,
  type NoteData,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';
import { retryParked } from './retry-parked';
import { positionIn } from './schema';
import { inTransaction } from '@taizhang/platform/database';

type NoteEvent = Parameters<typeof notes.evolve>[1];

/** Notes with faults that can be switched off, as a new release would. */
function brittle(name: string) {
  const faults = { evolve: (_: NoteEvent) => false, keysOf: (_: NoteEvent) => false };
  const table = projection<Note, NoteEvent>({
    ...notes,
    keysOf(event) {
      if (faults.keysOf(event)) throw new TypeError('whose is it?');
      return notes.keysOf(event);
    },
    evolve(row, event, key) {
      if (faults.evolve(event)) throw new Error('this was not foreseen');
      return notes.evolve(row, event, key);
    },
  });
  const model: ReadModel = { name, version: 1, tables: [table, models[0]!.tables[1]!] };
  return { model, faults };
}

const never = () => false;
const isEditOf = (noteId: string) => (event: NoteEvent) =>
  event.type === 'NoteEdited' && event.data.noteId === noteId;

describe('What a read model cannot take in', () => {
  let place: Workplace;
  const running: LiveProjections[] = [];
  const { model, faults } = brittle('brittle');

  const start = () => {
    const live = new LiveProjections(place.log, place.pool, [model, diary]);
    running.push(live);
    live.start();
    return live;
  };
  const shown = async (live: LiveProjections) => live.waitFor(await place.log.head(), 20_000);
  const stop = () => Promise.all(running.splice(0).map((live) => live.stop()));
  const parked = () => listParkedRows(place.pool);
  const edit = (noteId: string, data: Partial<NoteData>) =>
    write(place.log, [note('NoteEdited', { noteId, ...data })]);
  const rowOf = async (id: string) => {
    const { rows } = await place.pool.query<{ words: string; edits: number; weight: string }>(
      'SELECT words, edits, weight FROM brittle_v1.notes WHERE id = $1',
      [id],
    );
    return rows[0];
  };
  /** What a rebuild with sound code would show. */
  const isSound = async () => {
    const { comparisons } = await rebuild(place.log, place.pool, [model], { compare: true });
    return comparisons.get('brittle')!.differences === 0;
  };

  /** What was just parked may be tried once more at once: whoever has just started tries all. */
  const triedAtStart = {
    attempts: expect.any(Number) as number,
    retryWanted: expect.any(Boolean) as boolean,
  };

  beforeEach(async () => {
    Object.assign(faults, { evolve: never, keysOf: never });
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, [model, diary]);
  });
  afterEach(async () => {
    await stop();
    await place.close();
  });

  it('parks its row as it was, and everything else goes on', async () => {
    faults.evolve = isEditOf('note-2');
    const live = start();
    await write(place.log, story(12));
    await edit('note-2', { weight: 77 });
    await edit('note-3', { weight: 33 });
    expect(await shown(live)).toBe(true);
    expect(await rowOf('note-2')).toMatchObject({ edits: 0 });
    expect(await rowOf('note-3')).toMatchObject({ weight: '33' });
    expect(await parked()).toEqual([
      {
        ...{ readModel: 'brittle_v1', table: 'notes', kind: 'key', key: 'note-2' },
        ...{ type: 'NoteEdited', stream: 'note-2', eventId: expect.any(String) },
        ...{ reason: 'this was not foreseen', waiting: 2, ...triedAtStart },
        ...{ position: expect.any(BigInt), parkedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      },
    ]);
    expect(live.states().get('brittle')).toMatchObject({ state: 'live', failure: null });
  });

  it('is replayed in order when somebody asks for it, and stays parked from where it fails', async () => {
    faults.evolve = isEditOf('note-2');
    const live = start();
    await write(place.log, [note('NoteWritten', { noteId: 'note-2', words: 'one' })]);
    for (const words of ['two', 'three', 'four']) await edit('note-2', { words });
    expect(await shown(live)).toBe(true);
    const key = { table: 'notes', kind: 'key', key: 'note-2' } as const;
    const { attempts } = (await parked())[0]!;
    faults.evolve = (event) => event.data.words === 'three';
    expect(await requestRetry(place.pool, 'brittle_v1', key)).toBe(true);
    await eventually(async () => (await parked())[0]?.waiting === 2);
    expect(await rowOf('note-2')).toMatchObject({ words: 'two', edits: 1 });
    expect((await parked())[0]!.attempts).toBeGreaterThan(attempts);
    await eventually(async () => (await parked())[0]?.retryWanted === false);

    faults.evolve = never;
    await requestRetry(place.pool, 'brittle_v1', key);
    await eventually(async () => (await parked()).length === 0);
    expect(await rowOf('note-2')).toMatchObject({ words: 'four', edits: 3 });
    await edit('note-2', { words: 'five' });
    await shown(live);
    expect(await rowOf('note-2')).toMatchObject({ words: 'five', edits: 4 });
    expect(await isSound()).toBe(true);
  });

  it('is tried once more for whoever asks while it is tried', async () => {
    faults.evolve = isEditOf('note-2');
    const live = start();
    await write(place.log, story(5));
    await shown(live);
    await stop();
    let goOn = () => undefined as void;
    const toldToGoOn = new Promise<void>((resolve) => (goOn = resolve));
    const slow: EventLog = {
      ...place.log,
      readStream: (...asked) => toldToGoOn.then(() => place.log.readStream(...asked)),
    };
    const key = { table: 'notes', kind: 'key', key: 'note-2' } as const;
    const trying = retryParked(slow, place.pool, model, key);
    const isTried = `SELECT FROM pg_locks WHERE relation = 'brittle_v1.parked_events'::regclass
      AND mode = 'RowExclusiveLock'`;
    await eventually(async () => (await place.pool.query(isTried)).rowCount === 1);
    const asking = requestRetry(place.pool, 'brittle_v1');
    await eventually(async () => (await waitingForLock(place.pool)) === 1);
    goOn();
    expect(await trying).toBe(false);
    expect(await asking).toBe(true);
    expect(await parked()).toMatchObject([{ retryWanted: true }]);
  });

  it('is tried again by itself when the program starts anew', async () => {
    faults.evolve = isEditOf('note-2');
    const live = start();
    await write(place.log, story(12));
    await shown(live);
    await stop();
    expect(await parked()).toHaveLength(1);
    faults.evolve = never;
    start();
    await eventually(async () => (await parked()).length === 0);
    expect(await isSound()).toBe(true);
  });

  it('parks the stream where nobody can tell the row', async () => {
    faults.keysOf = isEditOf('note-2');
    const live = start();
    await write(place.log, story(12));
    await edit('note-2', { weight: 8 });
    expect(await shown(live)).toBe(true);
    expect(await parked()).toMatchObject([
      { table: 'notes', kind: 'stream', key: 'note-2', reason: 'whose is it?', waiting: 2 },
    ]);
    faults.keysOf = never;
    await requestRetry(place.pool, 'brittle_v1');
    await eventually(async () => (await parked()).length === 0);
    expect(await isSound()).toBe(true);
  });

  it('parks the stream of an event that names no row at all', async () => {
    const nameless = note('NoteWritten', { noteId: undefined as unknown as string });
    await place.log.append('note-9', [nameless], { expected: 'no-stream' });
    await write(place.log, story(3));
    expect(await shown(start())).toBe(true);
    expect(await rowOf('note-3')).toBeDefined();
    expect(await parked()).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'stream', key: 'note-9' },
        reason: expect.stringContaining('its key is no name') as string,
      }),
    );
  });

  it('parks a row that PostgreSQL would refuse, and says where and not what', async () => {
    const live = start();
    await write(place.log, story(5));
    await edit('note-2', { weight: '王秀英' as unknown as number });
    await edit('note-3', { words: undefined as unknown as string });
    expect(await shown(live)).toBe(true);
    const reasons = (await parked()).map(({ key, reason }) => [key, reason]);
    expect(reasons).toEqual([['note-2', 'what is in column weight is no bigint']]);
  });

  it('is parked by a rebuild as it is live, and its keys switch with the tables', async () => {
    faults.evolve = isEditOf('note-2');
    const live = start();
    await write(place.log, story(40));
    await shown(live);
    expect(await isSound()).toBe(true);
    const before = await contentOf(place.pool, model);
    await rebuild(place.log, place.pool, [model], { rowsInMemoryMax: 5 });
    expect(await contentOf(place.pool, model)).toEqual(before);
    expect(await parked()).toMatchObject([{ key: 'note-2', waiting: 1 }]);
    await edit('note-2', { weight: 9 });
    await shown(live);
    expect(await parked()).toMatchObject([{ key: 'note-2', waiting: 2 }]);
    faults.evolve = never;
    await rebuild(place.log, place.pool, [model]);
    expect(await parked()).toEqual([]);
    await edit('note-2', { weight: 10 });
    await shown(live);
    expect(await rowOf('note-2')).toMatchObject({ weight: '10' });
  });

  it('is taken in exactly once while events and retries come at the same time', async () => {
    faults.evolve = isEditOf('note-1');
    const live = start();
    await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
    await edit('note-1', {});
    await shown(live);
    faults.evolve = never;
    const asking = (async () => {
      for (let round = 0; round < 20; round++) await requestRetry(place.pool, 'brittle_v1');
    })();
    for (let edits = 0; edits < 60; edits++) await edit('note-1', { weight: edits });
    await asking;
    await shown(live);
    await eventually(async () => (await parked()).length === 0);
    expect(await rowOf('note-1')).toMatchObject({ edits: 61, weight: '59' });
    expect(await checkpointOf(place.pool, model)).toBe(await place.log.head());
  });

  it('says so when an event that is parked is not in the log any more', async () => {
    faults.evolve = isEditOf('note-2');
    const live = start();
    await write(place.log, story(5));
    await shown(live);
    await inTransaction(place.pool, async (db) => {
      // Beside a try that is under way the row would be another one by the time of the update.
      await positionIn(db, schemaOf(model), 'FOR UPDATE');
      await db.query(
        `UPDATE ${schemaOf(model)}.parked_events SET event_id = 'gone', retry_wanted = true`,
      );
    });
    const missing = /^Event gone, revision \d of note-2, is parked but not in the log$/;
    await eventually(async () => missing.test((await parked())[0]!.reason));
    expect((await parked())[0]).toMatchObject({ retryWanted: false, waiting: 1 });
  });
});

it('Read models that were built before anything could be parked go on', async () => {
  const place = await openWorkplace();
  await ensureBuilt(place.log, place.pool, [notebook]);
  await place.pool.query('DROP TABLE notebook_v1.parked_events, notebook_v1.applied_ranges');
  const live = new LiveProjections(place.log, place.pool, [notebook]);
  live.start();
  await write(place.log, story(5));
  expect(await live.waitFor(await place.log.head(), 20_000)).toBe(true);
  await live.stop();
  await place.close();
});
