/** Forgetting somebody beside others who are at work on the same read models. */
import type { Recorded } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { lockKey } from './build-record';
import { ensureBuilt } from './ensure-built';
import { forget } from './forget';
import {
  diary,
  models,
  notebook,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';

describe('Forgetting somebody', () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(10));
    await ensureBuilt(place.log, place.pool, models);
  });
  afterEach(() => place.close());

  async function* theirs(): AsyncGenerator<Recorded> {
    yield* await place.log.readStream('note-1');
  }

  it('holds nothing that another one who forgets waits for, in whichever order they ask', async () => {
    const { log, pool } = place;
    const other = await pool.connect();
    const asked = (schema: string) =>
      other.query(`SELECT pg_try_advisory_lock(${lockKey('$1')}) AS locked`, [schema]);
    try {
      await asked('diary_v1');
      const forgetting = forget(log, pool, [notebook, diary], theirs());
      expect(await Promise.race([forgetting, delay(500)])).toBeUndefined();
      expect((await asked('notebook_v1')).rows).toEqual([{ locked: true }]);
      await other.query('SELECT pg_advisory_unlock_all()');
      expect((await forgetting).get('notebook_v1.notes')).toBe(1);
    } finally {
      other.release(true);
    }
  });
});
