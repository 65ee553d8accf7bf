import type { Instant } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { Look } from '@taizhang/platform/http';
import type { Pool } from 'pg';
import { migrateAccess } from './access.migration';
import { AccessTrail } from './access-trail';

let people = 0;
/** Of somebody else each time, unless told. */
const look = (at: string, subject = 'customer-7kx2', staffId = `staff-${people++}`): Look => ({
  at: at as Instant,
  staffId,
  unitId: null,
  operation: 'CustomerViews.archive',
  kind: 'customer',
  subjects: [subject],
  outcome: 'seen',
  correlationId: 'c',
});
const march = '2026-03-31T23:59:59.999Z';
const april = '2026-04-01T00:00:00.000Z';

describe('The trail of looks', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, { max: 4 });
    await migrateAccess(pool);
    await migrateAccess(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const count = async (subject: string) => {
    const text = 'SELECT count(*)::integer AS n FROM access.looks WHERE subjects @> ARRAY[$1]';
    return (await pool.query<{ n: number }>(text, [subject])).rows[0]!.n;
  };

  it('loses nothing when it is stopped, however much is waiting', async () => {
    const trail = new AccessTrail(pool);
    for (let n = 0; n < 3_500; n++) void trail.record(look(n % 2 ? march : april, 'fault-many1'));
    await trail.stop();
    expect(await count('fault-many1')).toBe(3_500);
  });

  it('writes each once, though the database answered nothing the first time', async () => {
    let failures = 2;
    const told: number[] = [];
    const query = async (...asked: [string, unknown[]]) => {
      const answer = await pool.query(...asked);
      // It was written, and the answer got lost.
      if (/INSERT/.test(asked[0]) && failures-- > 0) throw new Error('connection lost');
      return answer;
    };
    const trail = new AccessTrail({ query } as unknown as Pool, (_, waiting) => told.push(waiting));
    for (let n = 0; n < 10; n++) void trail.record(look(april, 'fault-once1'));
    await trail.stop();
    expect(told).toEqual([10, 10]);
    expect(await count('fault-once1')).toBe(10);
  });

  it('takes what a page left open asks again for one look, for five minutes', async () => {
    const trail = new AccessTrail(pool);
    for (const time of ['00:00:00', '00:00:05', '00:04:59', '00:05:00', '00:05:05']) {
      void trail.record(look(`2026-04-02T${time}.000Z`, 'fault-open1', 'staff-1'));
    }
    await trail.stop();
    expect(await count('fault-open1')).toBe(2);
  });

  it('makes whoever looks wait when too much is waiting, and fail when that is in vain', async () => {
    const query = async () => Promise.reject(new Error('down'));
    const trail = new AccessTrail({ query } as unknown as Pool);
    for (let n = 0; n < 10_000; n++) expect(trail.record(look(april))).toBeUndefined();
    await expect(trail.record(look(april))).rejects.toThrow('down');
  });

  it('cannot be changed, cut or emptied, not even month by month', async () => {
    const trail = new AccessTrail(pool);
    void trail.record(look(march));
    await trail.stop();
    for (const table of ['access.looks', 'access.looks_2026_03']) {
      for (const act of [
        `UPDATE ${table} SET staff_id = 'staff-2'`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
      ]) {
        await expect(pool.query(act)).rejects.toThrow('append-only');
      }
    }
  });

  it('is forgotten by whole months, once the last moment of one is old enough', async () => {
    const trail = new AccessTrail(pool);
    void trail.record(look(march, 'fault-old1'));
    void trail.record(look(april, 'fault-old1'));
    await trail.flush();
    expect(await trail.forgetBefore(march)).toEqual([]);
    expect(await trail.forgetBefore(april)).toEqual(['looks_2026_03']);
    expect(await count('fault-old1')).toBe(1);
    // A month that comes back is made again.
    void trail.record(look(march, 'fault-old1'));
    await trail.stop();
    expect(await count('fault-old1')).toBe(2);
  });

  it('begins a month beside somebody who reads, and drops none under their eyes', async () => {
    const trail = new AccessTrail(pool);
    void trail.record(look(april, 'fault-read1'));
    await trail.flush();
    const reader = await pool.connect();
    await reader.query('BEGIN; SELECT FROM access.looks');
    void trail.record(look(march.replace('2026', '2025'), 'fault-read1'));
    await trail.flush();
    await expect(trail.forgetBefore(april)).rejects.toThrow('lock timeout');
    await reader.query('ROLLBACK');
    reader.release();
    expect(await count('fault-read1')).toBe(2);
    await trail.stop();
  });
});
