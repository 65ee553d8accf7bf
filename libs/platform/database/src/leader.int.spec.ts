import { eventually } from '@taizhang/kernel/testing';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { lead, type Leading, type LeadOptions } from './leader';

describe('Leading', () => {
  let database: TestDatabase;
  let running: Leading[];
  /** Who is at work at this moment; never two under one name. */
  let atWork: string[];
  let most: number;

  beforeEach(async () => {
    database = await createTestDatabase();
    [running, atWork, most] = [[], [], 0];
  });
  afterEach(async () => {
    await Promise.all(running.map((leading) => leading.stop()));
    await database.drop();
  });

  const work = (who: string) => async (signal: AbortSignal) => {
    atWork.push(who);
    most = Math.max(most, atWork.length);
    if (!signal.aborted) await once(signal, 'abort');
    atWork.splice(atWork.indexOf(who), 1);
  };
  const start = (who: string, name = 'publisher', options: LeadOptions = {}) => {
    const leading = lead(database.pool, name, work(who), { pollMs: 20, ...options });
    running.push(leading);
    return leading;
  };
  const endSessions = () =>
    database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );

  it('is done by one of many, and by the next when that one stops', async () => {
    const members = ['a', 'b', 'c'].map((who) => start(who));
    await eventually(() => atWork.length === 1);
    const first = members.find((member) => member.isLeading())!;
    await first.stop();
    expect(first.isLeading()).toBe(false);
    await eventually(() => atWork.length === 1);
    expect(members.filter((member) => member.isLeading())).toHaveLength(1);
    expect(most).toBe(1);
  });

  it('goes over to another when the session of the leader is lost', async () => {
    const failures: unknown[] = [];
    start('a', 'publisher', { onFailure: (error) => failures.push(error) });
    await eventually(() => atWork[0] === 'a');
    start('b');
    await endSessions();
    await eventually(() => failures.length > 0);
    await eventually(() => atWork.length === 1);
    // The place was free at once, so either may have it; never both.
    expect(running.filter((member) => member.isLeading())).toHaveLength(1);
  });

  it('does not keep those apart who do something else', async () => {
    start('a', 'publisher');
    start('b', 'timers');
    await eventually(() => atWork.length === 2);
  });

  it('begins again when the work fails, and tells of it', async () => {
    let begun = 0;
    const failures: string[] = [];
    const failing = async (signal: AbortSignal) => {
      if (++begun < 3) throw new RangeError(`attempt ${begun}`);
      await once(signal, 'abort');
    };
    const onFailure = (error: unknown) => failures.push(String(error));
    running.push(lead(database.pool, 'publisher', failing, { pollMs: 20, onFailure }));
    await eventually(() => begun === 3);
    expect(failures).toEqual(['RangeError: attempt 1', 'RangeError: attempt 2']);
  });

  it('waits for the end of the work before it is stopped', async () => {
    let ended = false;
    const slow = async (signal: AbortSignal) => {
      await once(signal, 'abort');
      await delay(50);
      ended = true;
    };
    const leading = lead(database.pool, 'publisher', slow, { pollMs: 20 });
    await eventually(() => leading.isLeading());
    await leading.stop();
    expect(ended).toBe(true);
  });

  it('leaves the connections of the pool to the others', async () => {
    start('a');
    await eventually(() => atWork.length === 1);
    expect(database.pool.totalCount).toBe(0);
  });
});
