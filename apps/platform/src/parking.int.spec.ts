/** What operators see and do when something cannot be taken in, over HTTP. */
import type { LogAudit, Parked, Subscribers } from '@taizhang/contracts/views';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Person, until } from './api.fixtures';
import { startPlatform, type Running } from './main';

const password = 'a-long-enough-word-7';

const parkUnits = `INSERT INTO organisation_directory_v1.parked_events
   (table_name, kind, key, position, stream, revision, event_id, type, reason)
 SELECT 'units', 'key', stream, position, stream, revision, id, type, 'this was not foreseen'
 FROM ledger.events WHERE type = 'UnitOpened' ON CONFLICT DO NOTHING`;

describe('Operating what cannot be taken in', () => {
  let database: TestDatabase;
  let dataDir: string;
  let platform: Running;
  let admin: Person;

  const parked = async () => (await admin.get<Parked>('operations/parked')).body;
  const audit = () => admin.get<LogAudit>('operations/log-audit');

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
    let oneTime = '';
    platform = await startPlatform({
      ...{ port: 0, databaseUrl: database.url, dataDir, demo: false },
      onProgress: (line) => (oneTime = /one-time password (\S+)/.exec(line)?.[1] ?? oneTime),
    });
    const first = await Person.signIn(platform.url, 'admin', oneTime);
    await first.post('auth/password', { current: oneTime, next: password });
    admin = await Person.signIn(platform.url, 'admin', password);
    await admin.does('units', { name: '城东营业厅', kind: 'hall' });
  });
  afterAll(async () => {
    await platform?.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows what read models and consumers have parked, in one list', async () => {
    await database.pool.query(parkUnits);
    await database.pool.query(
      `INSERT INTO exchange.parked (consumer, key, id, type, topic, reason) VALUES
         ('nobody', 'desk-1', 'event-1', 'Asked', 'taizhang.intake.v1', 'nobody understands it'),
         ('nobody', 'desk-1', 'event-2', 'Asked', 'taizhang.intake.v1', NULL)`,
    );
    const { total, items, discarded } = await parked();
    expect(total).toBe(items.length);
    expect(discarded).toEqual([]);
    expect(items.length).toBeGreaterThanOrEqual(2);
    expect(items[0]).toMatchObject({
      ...{ place: 'read-model', name: 'organisation_directory_v1', within: 'units' },
      ...{ kind: 'key', type: 'UnitOpened', reason: 'this was not foreseen', waiting: 1 },
    });
    expect(items.at(-1)).toEqual({
      ...{ place: 'consumer', name: 'nobody', within: 'taizhang.intake.v1', kind: 'message' },
      ...{ key: 'desk-1', type: 'Asked', reason: 'nobody understands it', waiting: 2 },
      ...{ parkedAt: expect.stringMatching(/Z$/), retryWanted: false },
    });
  });

  it('tries a row again, which is then up to date and parked no more', async () => {
    const { items } = await parked();
    const { place, name, within, kind, key } = items[0]!;
    const answer = await admin.post('operations/parked/retry', { place, name, within, kind, key });
    expect(answer.status).toBe(202);
    await until(parked, ({ items: left }) => !left.some((one) => one.key === key));
    const again = await admin.post('operations/parked/retry', { place, name, within, kind, key });
    expect(again).toMatchObject({ status: 404, body: { code: 'not-parked' } });
  });

  it('asks whoever runs a consumer to try its key again', async () => {
    const nobody = { place: 'consumer', name: 'nobody', kind: 'message', key: 'desk-1' };
    expect((await admin.post('operations/parked/retry', nobody)).status).toBe(202);
    const [item] = (await parked()).items.filter((one) => one.name === 'nobody');
    expect(item).toMatchObject({ retryWanted: true, waiting: 2 });
  });

  it('tries everything again that is parked in one place', async () => {
    await database.pool.query('UPDATE exchange.parked SET retry_wanted = false');
    await database.pool.query(parkUnits);
    expect((await parked()).items.length).toBeGreaterThan(1);
    const places = [
      { place: 'read-model', name: 'organisation_directory_v1' },
      { place: 'consumer', name: 'nobody' },
    ];
    for (const { place, name } of places) {
      expect((await admin.post('operations/parked/retry', { place, name })).status).toBe(202);
    }
    const { total, items } = await until(
      parked,
      ({ items: some }) => !some.some(({ place }) => place === 'read-model'),
    );
    expect(items).toMatchObject([{ name: 'nobody', retryWanted: true }]);
    expect(total).toBe(1);
    const again = await admin.post('operations/parked/retry', places[0]!);
    expect(again).toMatchObject({ status: 404, body: { code: 'not-parked' } });
  });

  it('gives up messages only with a reason, and keeps who decided so', async () => {
    const of = { consumer: 'nobody', key: 'desk-1' };
    expect((await admin.post('operations/parked/discard', of)).status).toBe(400);
    const reason = 'told twice by mistake';
    const answer = await admin.post('operations/parked/discard', { ...of, reason });
    expect(answer).toMatchObject({ status: 200, body: { discarded: 2 } });
    const { items, discarded } = await parked();
    expect(items.filter((one) => one.name === 'nobody')).toEqual([]);
    expect(discarded).toMatchObject([
      { ...of, reason, messages: 2, by: expect.stringMatching(/^staff-/) },
    ]);
    const again = await admin.post('operations/parked/discard', { ...of, reason });
    expect(again).toMatchObject({ status: 404, body: { code: 'not-parked' } });
  });

  it('tells where every subscriber stands', async () => {
    const subscribers = () => admin.get<Subscribers>('operations/subscribers');
    const { body } = await until(
      subscribers,
      (answer) =>
        answer.body.items.length > 8 && answer.body.items.every(({ state }) => state === 'running'),
    );
    const kinds = new Set(body.items.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['clockwork', 'consumer', 'read-model']);
    expect(body.items.every(({ restarts }) => restarts === 0)).toBe(true);
  });

  it('audits every read model against the log, and names what was skipped', async () => {
    expect((await audit()).body).toEqual({ running: null, failure: null, items: [] });
    expect((await admin.post('operations/log-audit', {})).status).toBe(202);
    const isDone = ({ body }: { body: LogAudit }) => body.running === null && body.items.length > 0;
    const { body } = await until(audit, isDone);
    expect(body.failure).toBeNull();
    expect(body.items.length).toBeGreaterThanOrEqual(8);
    expect(body.items.flatMap(({ findings }) => findings)).toEqual([]);

    await database.pool.query('DELETE FROM organisation_directory_v1.applied_ranges');
    await admin.post('operations/log-audit', {});
    const found = ({ body: { items } }: { body: LogAudit }) =>
      items.some(({ findings }) => findings.length > 0);
    const { body: later } = await until(audit, found);
    const guilty = later.items.filter(({ findings }) => findings.length > 0);
    expect(guilty).toMatchObject([
      { readModel: 'organisation_directory_v1', findings: [{ from: '0', applied: 0 }] },
    ]);
  });
});
