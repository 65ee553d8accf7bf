import type { SubscriberState } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { Heartbeats, seenSubscribers } from './heartbeats';
import { migrateSubscribers } from './subscribers.migration';

describe('Heartbeats', () => {
  let database: TestDatabase;
  let pool: Pool;

  const archive: SubscriberState = {
    ...{ name: 'archive_v1', kind: 'read-model', state: 'running', position: 7n },
    ...{ progressAt: new Date('2026-01-05T08:00:00.000Z'), failure: null, failureClass: null },
    ...{ restarts: 1, restartReason: 'The feed of the log has ended without an error' },
  };
  const beating = (process: string, ...states: SubscriberState[]) =>
    new Heartbeats(pool, [{ subscribers: async () => states }], { process });
  const states = async () =>
    (await seenSubscribers(pool)).map(({ process, state }) => [process, state]);

  beforeEach(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, { max: 4 });
    await Promise.all([1, 2, 3].map(() => migrateSubscribers(pool)));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('tell of every subscriber in every process, as it was last', async () => {
    await beating('a', archive).beat();
    await beating('b', { ...archive, state: 'standing-by', position: null }).beat();
    await beating('a', { ...archive, position: 9n }).beat();
    expect(await seenSubscribers(pool)).toEqual([
      {
        ...{ ...archive, process: 'a', position: 9n, progressAt: '2026-01-05T08:00:00.000Z' },
        beatAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
      expect.objectContaining({ process: 'b', state: 'standing-by', position: null }),
    ]);
  });

  it('tell of a process that has not been heard of, and forget it after a day', async () => {
    await beating('a', archive).beat();
    const age = (interval: string) =>
      pool.query(`UPDATE platform.subscribers SET beat_at = now() - interval '${interval}'`);
    await age('30 seconds');
    expect(await states()).toEqual([['a', 'silent']]);
    await age('25 hours');
    await beating('b', archive).beat();
    expect(await states()).toEqual([['b', 'running']]);
  });

  it('are not believed for as long as the clock was ahead', async () => {
    await beating('a', archive).beat();
    const ahead = (interval: string) =>
      pool.query(`UPDATE platform.subscribers SET beat_at = now() + interval '${interval}'`);
    await ahead('1 hour');
    expect(await states()).toEqual([['a', 'silent']]);
    await ahead('25 hours');
    await beating('b', archive).beat();
    expect(await states()).toEqual([['b', 'running']]);
  });

  it('of one that was killed on this machine are no more once another starts there', async () => {
    // No machine has so many processes.
    await beating(`${hostname()}-999999999`, archive).beat();
    await beating('elsewhere-999999999', archive).beat();
    const heartbeats = beating('b', archive);
    heartbeats.start();
    const processes = async () => (await states()).map(([process]) => process);
    while (!(await processes()).includes('b'));
    expect(await processes()).toEqual(['b', 'elsewhere-999999999']);
    await heartbeats.stop();
  });

  it('tell of the others where one cannot say how it is', async () => {
    const mute = { subscribers: () => Promise.reject(new Error('The log does not answer')) };
    const other = { subscribers: async () => [archive] };
    await new Heartbeats(pool, [mute, other], { process: 'a' }).beat();
    expect(await states()).toEqual([['a', 'running']]);
  });

  it('that cannot be written down are told of here: nobody else hears of this process', async () => {
    await pool.query('DROP TABLE platform.subscribers');
    let heartbeats: Heartbeats | undefined;
    const failure = await new Promise((onFailure) => {
      heartbeats = new Heartbeats(pool, [], { onFailure });
      heartbeats.start();
    });
    expect(failure).toMatchObject({ code: '42P01' });
    await heartbeats!.stop();
  });

  it('are no more when the process has ended in order', async () => {
    const heartbeats = beating('a', archive);
    heartbeats.start();
    while ((await states()).length === 0);
    await heartbeats.stop();
    expect(await states()).toEqual([]);
  });
});
