/** What happens to the database under read models that are running. */
import { schemaOf } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import pg from 'pg';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import {
  contentOf,
  diary,
  eventually,
  models,
  note,
  notebook,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';

describe('Live projections', () => {
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

  const shown = async () => live.waitFor(await place.log.head(), 20_000);
  const standsAt = (name: string) => live.states().get(name)!.position;
  const differences = async () => {
    const { comparisons } = await rebuild(place.log, place.pool, models, { compare: true });
    return [...comparisons.values()].map((comparison) => comparison.differences);
  };

  it('take in what comes after an older backup was put back, and skip nothing of it', async () => {
    await write(place.log, story(40));
    expect(await shown()).toBe(true);
    // As a backup made before the first event: log, tables and checkpoints.
    const tables = models.flatMap((model) => [
      ...model.tables.map(({ table }) => `${schemaOf(model)}.${table}`),
      `${schemaOf(model)}.applied_ranges`,
    ]);
    const other = openPool(place.url, { max: 1 });
    await other.query(
      `ALTER TABLE ledger.events DISABLE TRIGGER append_only; DELETE FROM ledger.events;
       ALTER TABLE ledger.events ENABLE TRIGGER append_only; TRUNCATE ${tables.join(', ')};
       UPDATE projections.checkpoints SET position = 0`,
    );
    await other.end();
    await write(place.log, story(10, 500));
    await eventually(async () => standsAt('diary') === (await place.log.head()));
    await write(place.log, story(60, 700));
    expect(await shown()).toBe(true);
    expect((await contentOf(place.pool, notebook))['entries']).toHaveLength(
      Number(await place.log.head()),
    );
    expect(await differences()).toEqual([0, 0]);
  });

  it('take in again what PostgreSQL had not synced when it was killed', async () => {
    await write(place.log, story(20));
    await shown();
    const before = models.flatMap((model) => [
      ...model.tables.map(({ table }) => `${schemaOf(model)}.${table}`),
      `${schemaOf(model)}.applied_ranges`,
    ]);
    const kept = ['projections.checkpoints', ...before];
    for (const [number, table] of kept.entries()) {
      await place.pool.query(`CREATE TABLE kept_${number} AS SELECT * FROM ${table}`);
    }
    await write(place.log, [note('NoteWritten', { noteId: 'note-99' })]);
    await shown();
    const lost = kept.map(
      (table, number) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept_${number}`,
    );
    await place.pool.query(lost.join(';'));
    const row = `SELECT FROM notebook_v1.notes WHERE id = 'note-99'`;
    await eventually(async () => (await place.pool.query(row)).rowCount === 1);
    expect(await shown()).toBe(true);
    expect(await differences()).toEqual([0, 0]);
  });

  it.each([
    ['has nothing to do', note('NoteEdited', { noteId: 'note-1' })],
    ['has something to do', note('NoteWritten', { noteId: 'note-1' })],
  ])('wait for none whose place somebody holds, also where it %s', async (_, event) => {
    await write(place.log, story(5));
    await shown();
    const holder = new pg.Client({ connectionString: place.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(
      `SELECT FROM projections.checkpoints WHERE read_model = '${schemaOf(diary)}' FOR UPDATE`,
    );
    const before = standsAt('diary');
    await write(place.log, [event]);
    await write(place.log, story(5, 100));
    await eventually(async () => standsAt('notebook') === (await place.log.head()));
    expect(standsAt('diary')).toBe(before);
    await holder.query('COMMIT');
    await holder.end();
    expect(await shown()).toBe(true);
    expect(await differences()).toEqual([0, 0]);
  });
});
