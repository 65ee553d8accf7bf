/** The whole platform with its log on EventStoreDB: a real one where EVENTSTORE_URL names it. */
import { Logger } from '@nestjs/common';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { until, type Person } from './api.fixtures';
import { Case, lodging } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(120_000);

const given = process.env['EVENTSTORE_URL'];

/** Starts with the log there, and leaves the environment as it was. */
async function withLogAt<T>(url: string, start: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, { EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: url });
  try {
    return await start();
  } finally {
    process.env = before;
  }
}

describe('The platform on EventStoreDB', () => {
  let server: EventStoreDbDouble | undefined;
  let platform: TestPlatform;
  let handler: Person;
  // From the start: the same trouble is told again after a minute only.
  const told = jest.spyOn(Logger.prototype, 'warn');

  beforeAll(async () => {
    if (!given) server = await EventStoreDbDouble.start();
    platform = await withLogAt(given ?? server!.url, () => TestPlatform.start());
    const unit = await platform.unit('城东处理班');
    handler = await platform.hire('handler', unit, 'handler');
  });
  afterAll(async () => {
    await platform?.stop();
    await server?.kill();
    told.mockRestore();
  });

  it('lodges a complaint and shows it', async () => {
    const complaint = await Case.lodge(handler);
    expect(BigInt(complaint.position)).toBeGreaterThan(0n);
    const { status, body } = await handler.get(`complaints/${complaint.id}`, {
      waitFor: complaint.position,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: complaint.id, revision: complaint.revision });
  });

  it('answers the same command the second time as the first', async () => {
    const lodge = () => handler.post('complaints', lodging, { key: 'twice' });
    const first = await lodge();
    expect(first.status).toBe(201);
    expect((await lodge()).body).toEqual(first.body);
  });

  it('keeps nothing of the log in PostgreSQL', async () => {
    const { rows } = await platform.database.pool.query(
      `SELECT FROM information_schema.tables WHERE table_schema = 'ledger'`,
    );
    expect(rows).toEqual([]);
  });

  it('says that the log is away, and not that something of its own is wrong', async () => {
    if (!server) return;
    await server.fault('read', 'unavailable');
    const { status, body } = await handler.post('complaints', lodging, { key: 'meanwhile' });
    await server.fault('read', null);
    expect([status, body['code']]).toEqual([503, 'temporarily-unavailable']);
  });

  it('says that the log does not let us in, and does not take it for a mistake', async () => {
    if (!server) return;
    for (const on of ['append', 'read'] as const) {
      await server.fault(on, 'unauthenticated');
      const { status, body } = await handler.post('complaints', lodging, { key: `locked-${on}` });
      await server.fault(on, null);
      expect([status, body['code']]).toEqual([503, 'store-locked-out']);
    }
  });

  it('tells in the log of the process what is being worked around', async () => {
    if (!server) return;
    await server.fault('read', 'unavailable');
    await until(
      async () => told.mock.calls.map(String),
      (lines) => lines.some((line) => /^poll: .*UNAVAILABLE/.test(line)),
    );
    await server.fault('read', null);
  });

  it('goes on when the server was away', async () => {
    if (!server) return;
    const complaint = await Case.lodge(handler);
    await server.cease('error');
    await server.fault('read', 'unavailable', 3);
    const again = await until(
      () => handler.get(`complaints/${complaint.id}`, { waitFor: complaint.position }),
      ({ status }) => status === 200,
    );
    expect(again.body).toMatchObject({ revision: complaint.revision });
  });
});
