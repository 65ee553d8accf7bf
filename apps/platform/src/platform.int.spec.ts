/** The whole platform over HTTP on a real PostgreSQL: one complaint from the first word on. */
import type { Complaint, Customer, PerformanceReport } from '@taizhang/contracts/views';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Person, until } from './api.fixtures';
import { startPlatform, type Running } from './main';

const password = 'a-long-enough-word-7';

describe('A complaint, from the first word to the closing', () => {
  let database: TestDatabase;
  let dataDir: string;
  let platform: Running;
  let admin: Person;
  let agent: Person;
  let handler: Person;
  let supervisor: Person;
  let team: string;
  let customerId: string;
  let complaintId: string;
  let reopenedAt: string;

  async function hire(username: string, name: string, unitId: string, role: string) {
    const member = { username, name, unitId, roles: [role] };
    const { oneTimePassword } = (await admin.does('staff', member)) as unknown as {
      oneTimePassword: string;
    };
    const newcomer = await Person.signIn(platform.url, username, oneTimePassword);
    await newcomer.post('auth/password', { current: oneTimePassword, next: password });
    return Person.signIn(platform.url, username, password);
  }

  const complaint = async (waitFor?: string) =>
    (await agent.get<Complaint>(`complaints/${complaintId}`, waitFor ? { waitFor } : {})).body;

  const step = async (who: Person, name: string, body: object) => {
    const { revision } = await complaint();
    const { position } = await who.does(`complaints/${complaintId}/${name}`, body, {
      ifMatch: revision,
    });
    return complaint(position);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
    let oneTime = '';
    platform = await startPlatform({
      port: 0,
      databaseUrl: database.url,
      dataDir,
      demo: false,
      onProgress: (line) => (oneTime = /one-time password (\S+)/.exec(line)?.[1] ?? oneTime),
    });
    const first = await Person.signIn(platform.url, 'admin', oneTime);
    await first.post('auth/password', { current: oneTime, next: password });
    admin = await Person.signIn(platform.url, 'admin', password);
    const hall = (await admin.does('units', { name: '城东营业厅', kind: 'hall' })).id;
    team = (await admin.does('units', { name: '投诉处理班', kind: 'team' })).id;
    agent = await hire('agent', '李娜', hall, 'agent');
    handler = await hire('handler', '张伟', team, 'handler');
    supervisor = await hire('supervisor', '刘芳', team, 'supervisor');
  });

  afterAll(async () => {
    await platform?.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('registers a customer who is found by any key at once', async () => {
    const registered = await agent.does('customers', {
      name: '王秀英',
      kind: 'resident',
      phones: ['13800001111'],
      address: '青川县朝阳路1号',
    });
    customerId = registered.id;
    const connected = await agent.does(
      `customers/${customerId}/supply-points`,
      {
        accountNumber: '0400012345',
        meterNumber: 'M20240001',
        address: '朝阳路1号',
        area: 'urban',
      },
      { ifMatch: registered.revision },
    );
    const expected = {
      王秀: 'name',
      '0001111': 'phone',
      '0400012345': 'account',
      m2024: 'meter',
      朝阳路: 'address',
    };
    for (const [query, matched] of Object.entries(expected)) {
      const { body } = await agent.post<{ items: (Customer & { matched: string })[] }>(
        'customers/search',
        { query },
        { waitFor: connected.position },
      );
      expect(body.items).toMatchObject([{ id: customerId, name: '王秀英', matched }]);
    }
  });

  it('takes the contact and routes it; the complaint carries frozen promises', async () => {
    const summary = '本月电费比上月多一倍。';
    const contact = await agent.does('contacts', {
      channel: 'counter',
      customerId,
      classification: { type: 'complaint', topic: 'bill', summary },
    });
    const routing = { category: 'business.tariff', statement: summary, remedySought: '核实退费' };
    const routed = (await agent.does(`contacts/${contact.id}/routing`, routing, {
      ifMatch: contact.revision,
    })) as unknown as { caseId: string };
    complaintId = routed.caseId;
    const { body } = await until(
      () => agent.get<Complaint>(`complaints/${complaintId}`),
      ({ status }) => status === 200,
    );
    expect(body).toMatchObject({ status: 'lodged', statement: summary, customerId });
    expect(body.promises.map(({ promise }) => promise)).toContain('complaint-reply');
    expect(body.nextPromise).toBe('complaint-dispatch');
  });

  it('is handled step by step, each refused out of turn', async () => {
    const early = await handler.post(
      `complaints/${complaintId}/reply`,
      { reply: '已处理' },
      { key: 'early', ifMatch: 0 },
    );
    expect(early).toMatchObject({ status: 403, body: { code: 'other-unit' } });

    await step(supervisor, 'dispatch', { toUnitId: team });
    const unaccepted = await handler.post(
      `complaints/${complaintId}/reply`,
      { reply: '已处理' },
      { key: 'unaccepted', ifMatch: 1 },
    );
    expect(unaccepted).toMatchObject({ status: 409, body: { code: 'complaint-not-accepted' } });
    expect(String(unaccepted.body['remedy'])).toBe('Accept it first.');

    await step(handler, 'acceptance', {});
    await step(handler, 'customer-contact', { means: 'phone', note: '已联系' });
    await step(handler, 'investigation', { cause: 'people', findings: '抄表差错' });
    await step(handler, 'adjudication', { verdict: 'proven', reasons: '记录有误' });
    await step(handler, 'remedies', { remedy: 'compensation', amountFen: 5000, note: '补偿' });
    await step(handler, 'reply', { reply: '多计电费已退回。' });
    const closed = await step(handler, 'closure', { satisfaction: 5 });
    expect(closed).toMatchObject({ status: 'closed', verdict: 'proven', satisfaction: 5 });
    expect(closed.promises.every(({ state }) => state === 'kept')).toBe(true);
  });

  it('refuses a stale revision and repeats a repeated command', async () => {
    const reopening = { reason: '退费未到账。' };
    const { revision } = await complaint();
    const path = `complaints/${complaintId}/reopening`;
    const stale = await handler.post(path, reopening, { key: 'stale', ifMatch: 0 });
    expect(stale).toMatchObject({ status: 412, body: { code: 'revision-stale' } });
    const first = await handler.post(path, reopening, { key: 'once', ifMatch: revision });
    const again = await handler.post(path, reopening, { key: 'once', ifMatch: revision });
    reopenedAt = String(first.body['position']);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await handler.post(
      path,
      { reason: '另一件事' },
      { key: 'once', ifMatch: revision },
    );
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('shows in the archive, the figures and the events behind them', async () => {
    type Archive = { customer: Customer; contacts: unknown[]; complaints: { id: string }[] };
    const { body: archive } = await agent.get<Archive>(`customers/${customerId}`, {
      waitFor: reopenedAt,
    });
    expect(archive.customer).toMatchObject({ contacts: 1, complaints: 1, openComplaints: 1 });
    expect(archive.complaints).toMatchObject([{ id: complaintId }]);

    // The days around this one: what is told here may go past midnight.
    const dayIn = (days: number) =>
      new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
    const period = `from=${dayIn(-1)}&to=${dayIn(1)}`;
    const { body: report } = await supervisor.get<PerformanceReport>(
      `performance?${period}&groupBy=unit&unitId=${team}`,
    );
    expect(report.rows).toMatchObject([
      { key: team, replied: 1, closed: 1, reopened: 1, promisesKept: 2, ratings: 1, ratingSum: 5 },
    ]);
    const { body: entries } = await supervisor.get<{ items: { type: string; stream: string }[] }>(
      `performance/entries?${period}&figure=replied`,
    );
    expect(entries.items).toMatchObject([{ type: 'ComplaintReplied', stream: complaintId }]);
    const own = await handler.get(`performance?${period}&staffId=staff-other`);
    expect(own.status).toBe(403);
  });

  it('can be seen as it was, with the difference between two moments', async () => {
    const { body: before } = await handler.get<{ complaint: Complaint; lastRevision: number }>(
      `complaints/${complaintId}/as-of?revision=1`,
    );
    expect(before.complaint).toMatchObject({ status: 'dispatched', verdict: null });
    const { body: now } = await handler.get<{ complaint: Complaint }>(
      `complaints/${complaintId}/as-of?revision=${before.lastRevision}`,
    );
    expect(now.complaint).toEqual(await complaint());
    const { body: difference } = await handler.get<{ differences: { field: string }[] }>(
      `complaints/${complaintId}/difference?from=1&to=2`,
    );
    expect(difference.differences.map(({ field }) => field)).toEqual(['status', 'handlerId']);
  });

  it('reads the same after every read model was rebuilt', async () => {
    type Status = { items: { name: string; rebuild: { state: string; differences: number } }[] };
    const status = () => admin.get<Status>('operations/read-models');
    const done = ({ body }: { body: Status }) =>
      body.items.every(({ rebuild }) => rebuild?.state === 'done');
    expect((await admin.post('operations/read-models/all/rebuild', { compare: true })).status).toBe(
      202,
    );
    const { body: compared } = await until(status, done);
    expect(compared.items.map(({ rebuild }) => rebuild.differences)).toEqual(
      compared.items.map(() => 0),
    );
    const before = await complaint();
    await admin.post('operations/read-models/all/rebuild', {});
    await until(status, done);
    expect(await complaint()).toEqual(before);
  });

  it('tells what a read model of another release left', async () => {
    type Status = { unknown: { schema: string; served: boolean }[] };
    const unknown = async () => (await admin.get<Status>('operations/read-models')).body.unknown;
    expect(await unknown()).toEqual([]);
    await database.pool.query(`CREATE SCHEMA left_behind_v2; CREATE SCHEMA to_come_v1;
      INSERT INTO projections.checkpoints (read_model, position)
      VALUES ('left_behind_v2', 1), ('to_come_v1', 1);
      INSERT INTO platform.subscribers (name, process, kind, state, restarts)
      VALUES ('to_come_v1', 'newer-1', 'read-model', 'running', 0)`);
    expect(await unknown()).toEqual([
      { schema: 'left_behind_v2', served: false },
      { schema: 'to_come_v1', served: true },
    ]);
  });

  it('keeps personal data out of the log and of everything but the read models', async () => {
    const { rows } = await database.pool.query<{ found: string }>(
      `SELECT count(*) AS found FROM ledger.events
       WHERE data::text ~ '王秀英|13800001111|0400012345|朝阳路|电费' OR context::text ~ '王秀英'`,
    );
    expect(rows[0]!.found).toBe('0');
  });

  it('stops and starts again with everything it knew', async () => {
    const before = await complaint();
    await platform.stop();
    platform = await startPlatform({ port: 0, databaseUrl: database.url, dataDir, demo: false });
    agent = await Person.signIn(platform.url, 'agent', password);
    expect(await complaint()).toEqual(before);
  });
});
