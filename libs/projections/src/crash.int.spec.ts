/** Whatever step the connection dies before, every event has one effect, parked ones included. */
import { projection, type ReadModel } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import type { Pool, PoolClient } from 'pg';
import { audit } from './audit';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import { listParkedRows, requestRetry } from './parked-list';
import {
  eventually,
  note,
  notes,
  openWorkplace,
  write,
  type Note,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';

type NoteEvent = Parameters<typeof notes.evolve>[1];

/** More than there are steps in a page and in a retry, with begin and commit. */
const steps = 10;

describe('A connection that dies', () => {
  let place: Workplace;
  let isPoison: boolean;
  const table = projection<Note, NoteEvent>({
    ...notes,
    evolve(row, event, key) {
      if (isPoison && event.data.words === 'poison') throw new Error('this was not foreseen');
      return notes.evolve(row, event, key);
    },
  });
  const model: ReadModel = { name: 'frail', version: 1, tables: [table] };

  beforeEach(async () => {
    isPoison = true;
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, [model]);
  });
  afterEach(() => place.close());

  /** A pool that kills the session of its transactions before one of their queries. */
  function dyingPool() {
    const pool = openPool(place.url, { max: 4 });
    const fate = { before: Infinity, killed: 0 };
    const connect = pool.connect.bind(pool) as (done?: unknown) => Promise<PoolClient>;
    pool.connect = ((done?: unknown) => (done ? connect(done) : doomed())) as Pool['connect'];
    const doomed = async () => {
      const client = await connect();
      const query = client.query.bind(client) as (...all: unknown[]) => Promise<unknown>;
      client.query = (async (...all: unknown[]) => {
        if (fate.before-- === 0) {
          fate.killed++;
          const { processID } = client as unknown as { processID: number };
          await place.pool.query('SELECT pg_terminate_backend($1, 5000)', [processID]);
        }
        return query(...all);
      }) as never;
      const release = client.release.bind(client);
      client.release = (broken?: boolean | Error) => {
        delete (client as { query?: unknown }).query;
        client.release = release;
        release(broken);
      };
      return client;
    };
    return { pool, fate };
  }

  it('before any step of a page or a retry changes nothing twice and loses nothing', async () => {
    const { pool, fate } = dyingPool();
    const live = new LiveProjections(place.log, pool, [model]);
    live.start();
    await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
    await write(place.log, [note('NoteWritten', { noteId: 'note-2' })]);
    await live.waitFor(await place.log.head(), 20_000);
    for (let step = 0; step < steps; step++) {
      isPoison = true;
      fate.before = step;
      await write(place.log, [note('NoteEdited', { noteId: 'note-1', words: `${step}` })]);
      await write(place.log, [note('NoteEdited', { noteId: 'note-2', words: 'poison' })]);
      expect(await live.waitFor(await place.log.head(), 20_000)).toBe(true);
      await eventually(async () => (await listParkedRows(place.pool)).length === 1);
      isPoison = false;
      fate.before = step;
      await requestRetry(place.pool, 'frail_v1');
      await eventually(async () => (await listParkedRows(place.pool)).length === 0);
    }
    fate.before = Infinity;
    expect(fate.killed).toBeGreaterThan(steps);
    await live.stop();
    await pool.end();
    const { rows } = await place.pool.query('SELECT id, edits FROM frail_v1.notes ORDER BY id');
    expect(rows).toEqual([
      { id: 'note-1', edits: steps },
      { id: 'note-2', edits: steps },
    ]);
    expect((await audit(place.log, place.pool, [model]))[0]!.findings).toEqual([]);
    const { comparisons } = await rebuild(place.log, place.pool, [model], { compare: true });
    expect(comparisons.get('frail')!.differences).toBe(0);
  });
});
