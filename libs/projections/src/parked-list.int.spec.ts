/** What operators are told of parked keys: all of them, and of what is run. */
import type { ReadModel } from '@taizhang/kernel';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import { countParkedKeys, listParkedRows } from './parked-list';
import {
  diary,
  faulty,
  note,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';

let place: Workplace;
let live: LiveProjections | undefined;

beforeEach(async () => {
  place = await openWorkplace();
  await write(place.log, story(10));
});
afterEach(async () => {
  await live?.stop();
  live = undefined;
  await place.close();
});

it('All keys are told, or the first of them and how many there are', async () => {
  const { log, pool } = place;
  await ensureBuilt(log, pool, [diary]);
  await pool.query(
    `INSERT INTO diary_v1.parked_events
       (table_name, kind, key, position, stream, revision, event_id, type, reason)
     SELECT 'days', 'key', 'key-' || key, waiting, 'note-1', 0, 'event', 'NoteWritten', 'a fault'
     FROM generate_series(1000, 1499) key, generate_series(1, 2) waiting`,
  );
  expect(await listParkedRows(pool)).toHaveLength(500);
  expect(await listParkedRows(pool, { limit: 200 })).toHaveLength(200);
  expect(await countParkedKeys(pool)).toBe(500);
  const wanted = { readModel: 'diary_v1', key: 'key-1499' };
  expect(await listParkedRows(pool, wanted)).toMatchObject([{ key: 'key-1499', waiting: 2 }]);
});

it('Of an earlier version that is kept nothing is told once the next one runs', async () => {
  const { log, pool } = place;
  const first = faulty('touchy', ({ data }) => data.noteId === 'note-3');
  const mended: ReadModel = { ...diary, name: 'touchy', version: 2 };
  const told = async () => [
    ...new Set((await listParkedRows(pool)).map(({ readModel }) => readModel)),
  ];
  await ensureBuilt(log, pool, [first]);
  expect(await told()).toEqual(['touchy_v1']);

  // Built beforehand, it does not run yet: the first one goes on.
  await ensureBuilt(log, pool, [mended]);
  const run = async (model: ReadModel) => {
    await live?.stop();
    live = new LiveProjections(log, pool, [model]);
    live.start();
    await write(log, [note('NoteWritten', { noteId: 'note-500' })]);
    expect(await live.waitFor(await log.head(), 20_000)).toBe(true);
  };
  await run(first);
  expect(await told()).toEqual(['touchy_v1']);
  await run(mended);
  await write(log, [note('NoteWritten', { noteId: 'note-501' })]);
  expect(await live!.waitFor(await log.head(), 20_000)).toBe(true);
  expect(await told()).toEqual([]);
  expect(await countParkedKeys(pool)).toBe(0);
  expect(await listParkedRows(pool, { readModel: 'touchy_v1' })).not.toEqual([]);
});
