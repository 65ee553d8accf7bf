import {
  checkpointOf,
  contentOf,
  diary,
  models,
  note,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { projection, schemaOf, type ReadModel } from '@taizhang/kernel';
import { latestBuilds } from './build-record';
import { RebuildPaused } from './build-watch';
import { ensureBuilt } from './ensure-built';
import { NothingToRollBackTo, forgetPrevious, keptTablesOf, rollBackAll } from './kept-versions';
import { LiveProjections } from './live';
import { rebuild } from './rebuild';

let place: Workplace;
let live: LiveProjections | undefined;

beforeEach(async () => {
  place = await openWorkplace();
  await write(place.log, story(60));
  await ensureBuilt(place.log, place.pool, models);
});
afterEach(async () => {
  await live?.stop();
  live = undefined;
  await place.close();
});

const run = async (some: readonly ReadModel[]) => {
  await live?.stop();
  live = new LiveProjections(place.log, place.pool, some);
  live.start();
};
const shown = async () => {
  expect(await live!.waitFor(await place.log.head(), 20_000)).toBe(true);
};
/** @returns the position that is served then */
const rolledBack = async (model: ReadModel) =>
  (await rollBackAll(place.log, place.pool, [model])).get(model.name)!;

describe('Rolling back a rebuild', () => {
  const mark = (schema: string) =>
    place.pool.query(`UPDATE ${schema}.days SET events = 1000 WHERE id = '2025-12-31'`);
  const marked = async (model = diary) =>
    (await contentOf(place.pool, model))['days']!.some((row) => /"events": 10\d\d/.test(row));

  it('serves the tables of before, caught up, and rolls forward again', async () => {
    const { log, pool } = place;
    await mark('diary_v1');
    await run(models);
    await rebuild(log, pool, models);
    expect(await marked()).toBe(false);
    const rebuilt = await contentOf(pool, notebook);
    await write(log, story(30, 500));
    await shown();

    expect(await rolledBack(diary)).toBe(await log.head());
    expect(await marked()).toBe(true);
    await rolledBack(notebook);
    // Caught up: what was written after the rebuild is in the tables of before it.
    expect((await contentOf(pool, notebook))['notes']!.length).toBeGreaterThan(
      rebuilt['notes']!.length,
    );
    await write(log, [note('NoteWritten', { noteId: 'note-9000' })]);
    await shown();
    expect(JSON.stringify(await contentOf(pool, notebook))).toContain('note-9000');

    await rolledBack(diary);
    expect(await marked()).toBe(false);
    await rolledBack(notebook);
    await shown();
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('never shows less than was shown, whoever writes meanwhile', async () => {
    const { log, pool } = place;
    await rebuild(log, pool, models);
    await run(models);
    let done = false;
    const writing = (async () => {
      for (let from = 1000; !done; from += 10) await write(log, story(10, from));
    })();
    let before = 0n;
    for (let round = 0; round < 6; round++) {
      const position = await rolledBack(notebook);
      expect(position >= before).toBe(true);
      before = position;
    }
    done = true;
    await writing;
    await shown();
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('needs tables of before, which forgetting takes away', async () => {
    const { log, pool } = place;
    await expect(rolledBack(diary)).rejects.toThrow(NothingToRollBackTo);
    await rebuild(log, pool, models);
    const kept = (await keptTablesOf(pool, models)).get('diary')!;
    expect(kept).toMatchObject([
      { schema: 'diary_v1', version: 1, kind: 'serving', position: await log.head() },
      { schema: 'diary_v1_old', version: 1, kind: 'previous', position: await log.head() },
    ]);
    expect(kept.every(({ bytes }) => bytes > 8_000)).toBe(true);
    expect(await forgetPrevious(pool, diary)).toEqual(['diary_v1_old']);
    expect(await checkpointOf(pool, { ...diary, name: 'diary_v1_old' })).toBeNull();
    await expect(rolledBack(diary)).rejects.toThrow(NothingToRollBackTo);
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'notebook_v1', 'notebook_v1_old']);
  });
});

/** The diary as later code has it: one more column, another fold. */
const diaryInVersion = (version: number): ReadModel => ({
  name: 'diary',
  version,
  tables: [
    projection<Readonly<{ id: string; told: number; version: number }>, never>({
      ...(diary.tables[0] as object),
      table: 'days',
      columns: { id: { type: 'text' }, told: { type: 'integer' }, version: { type: 'integer' } },
      types: ['NoteWritten', 'NoteErased'] as never[],
      keysOf: diary.tables[0]!.keysOf,
      evolve: (row, _, id) => ({ id, told: (row?.told ?? 0) + 1, version }),
    }),
  ],
});

describe('Changing a read model is a change of code and nothing more', () => {
  it('up, and down again: each code finds its tables, up to date', async () => {
    const { log, pool } = place;
    await run(models);
    const second = [notebook, diaryInVersion(2)];
    // While version 1 runs on: built beside it.
    await ensureBuilt(log, pool, second);
    await write(log, story(10, 700));
    await shown();
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'diary_v2', 'notebook_v1']);

    await run(second);
    await write(log, story(10, 800));
    await shown();
    expect((await contentOf(pool, second[1]!))['days']![0]).toContain('"version": 2');
    const kept = (await keptTablesOf(pool, second)).get('diary')!;
    expect(kept.map(({ schema, kind }) => [schema, kind])).toEqual([
      ['diary_v1', 'other-version'],
      ['diary_v2', 'serving'],
    ]);

    // Back to the code of before: nothing is built, what it missed is read.
    expect(await ensureBuilt(log, pool, models)).toEqual([]);
    await run(models);
    await shown();
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
    expect(await schemasOf(pool)).toContain('diary_v2');
  });

  it('keeps one version back and says which it drops', async () => {
    const { log, pool } = place;
    await rebuild(log, pool, [diary]);
    const pausing = rebuild(log, pool, models, { pause: AbortSignal.abort() });
    await expect(pausing).rejects.toThrow(RebuildPaused);
    expect(await schemasOf(pool)).toContain('diary_v1_next');
    await ensureBuilt(log, pool, [diaryInVersion(2)]);
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'diary_v2', 'notebook_v1']);
    expect((await latestBuilds(pool, ['diary_v1'])).get('diary_v1')!.state).toBe('cancelled');
    const said: string[] = [];
    await ensureBuilt(log, pool, [diaryInVersion(3)], { say: (line) => void said.push(line) });
    expect(await schemasOf(pool)).toEqual(['diary_v2', 'diary_v3', 'notebook_v1']);
    expect(said).toEqual(['dropped diary_v1: older than the version before']);
    expect(await checkpointOf(pool, { name: 'diary', version: 1, tables: [] })).toBeNull();
    expect(await forgetPrevious(pool, diaryInVersion(3))).toEqual(['diary_v2']);
    expect(await schemasOf(pool)).toEqual(['diary_v3', 'notebook_v1']);
    expect(schemaOf(diaryInVersion(3))).toBe('diary_v3');
  });
});
