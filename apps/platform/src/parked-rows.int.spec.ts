/** Whoever reads a row that stands still is told so with it, over HTTP, and is not kept waiting. */
import type { Complaint, Scorecard, Shown, Waiting } from '@taizhang/contracts/views';
import { until, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

type Told<Body> = Shown<Body>;
type List = Told<{ items: Told<Complaint>[] }>;
type Archive = Told<{ customer: Told<object>; complaints: Told<Complaint>[] }>;

let platform: TestPlatform;
let unit: string;
let lin: Person;

beforeAll(async () => {
  platform = await TestPlatform.start();
  unit = await platform.unit('城东处理班');
  lin = await platform.hire('lin', unit, 'supervisor', 'agent', 'assessor');
});
afterAll(() => platform?.stop());

const sql = (text: string, values: unknown[] = []) => platform.database.pool.query(text, values);

/** As if the first event of the stream could not be taken in: what comes later queues for real. */
const park = (schema: string, table: string, stream: string) =>
  sql(
    `INSERT INTO ${schema}.parked_events
       (table_name, kind, key, position, stream, revision, event_id, type, reason)
     SELECT $1, 'key', stream, position, stream, revision, id, type, 'this was not foreseen'
     FROM ledger.events WHERE stream = $2 AND revision = 0`,
    [table, stream],
  );
const parkComplaint = (id: string) => park('complaint_cases_v2', 'complaints', id);
const retry = (name: string) =>
  platform.admin.post('operations/parked/retry', { place: 'read-model', name });

const read = <Body>(path: string, more: { waitFor?: string } = {}) =>
  lin.get<Told<Body>>(path, more);
const untilTold = <Body>(path: string) =>
  until(
    () => read<Body>(path),
    ({ body }) => body.parked !== undefined,
  );
const untilNothing = <Body>(path: string) =>
  until(
    () => read<Body>(path),
    ({ body }) => body.parked === undefined,
  );

const waiting = (count: number): Waiting => ({
  since: expect.stringMatching(/^20\d\d-.*Z$/) as never,
  waiting: count,
});

describe('A complaint that stands still', () => {
  let complaint: Case;
  let path: string;

  beforeAll(async () => {
    complaint = await Case.lodge(lin);
    path = `complaints/${complaint.id}`;
    const { body } = await read<Complaint>(path, { waitFor: complaint.position });
    expect(body).not.toHaveProperty('parked');
    await parkComplaint(complaint.id);
    await untilTold(path);
  });
  afterAll(async () => {
    await retry('complaint_cases_v2');
    const { body } = await untilNothing<Complaint>(path);
    expect(body).toMatchObject({ status: 'dispatched', revision: 1 });
  });

  it('is shown as it was, with what waits, to whoever waits for their command', async () => {
    await complaint.dispatch(lin, unit);
    const { status, headers, body } = await read<Complaint>(path, { waitFor: complaint.position });
    // Nobody waits until a view is told to be behind, which is 503.
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"0"');
    expect(body).toMatchObject({ status: 'lodged', revision: 0, parked: waiting(2) });
  });

  it('is marked in lists, which may lack it or show one too many', async () => {
    const other = await Case.lodge(lin);
    const { body } = await read<List>('complaints?list=to-dispatch', { waitFor: other.position });
    expect(body.parked).toEqual(waiting(2));
    const parked = new Map(body.items.map((row) => [row.id, row.parked]));
    expect(parked.get(complaint.id)).toEqual(waiting(2));
    expect(parked.get(other.id)).toBeUndefined();
    expect((await read(`complaints/${other.id}`)).body).not.toHaveProperty('parked');
    expect((await read('workbench')).body.parked).toEqual(waiting(2));
  });

  it('is told of where its deadlines are, and not where the log itself is read', async () => {
    expect((await read(`${path}/deadlines`)).body.parked).toEqual(waiting(2));
    const timeline = await read<{ items: object[] }>(`${path}/timeline`);
    expect(timeline.body.items).toHaveLength(2);
    const past = await read<{ complaint: Complaint }>(`${path}/as-of`);
    expect(past.body.complaint).toMatchObject({ status: 'dispatched', revision: 1 });
    const history = await read<{ state: Complaint }>(`history/${complaint.id}/as-of`);
    expect(history.body.state).toMatchObject({ status: 'dispatched' });
    for (const { body } of [timeline, past, history]) expect(body).not.toHaveProperty('parked');
  });

  it('is not changed by whoever has not seen what waits', async () => {
    const answer = await lin.post(`${path}/acceptance`, {}, { key: 'one-key', ifMatch: 0 });
    expect(answer).toMatchObject({ status: 412, body: { code: 'revision-stale', actual: 1 } });
  });
});

it('An archive tells of what belongs to its customer, and of nobody else', async () => {
  const customer = { name: '王秀英', kind: 'resident', phones: ['13800001111'] };
  const { id } = await lin.does('customers', customer);
  const another = await lin.does('customers', { ...customer, name: '李建国' });
  const complaint = await Case.lodge(lin, { customerId: id });
  await read(`customers/${id}`, { waitFor: complaint.position });
  await parkComplaint(complaint.id);
  const { body } = await untilTold<Archive>(`customers/${id}`);
  expect(body.parked).toEqual(waiting(1));
  expect(body.complaints).toMatchObject([{ id: complaint.id, parked: waiting(1) }]);
  expect(body.customer).not.toHaveProperty('parked');
  expect((await read(`customers/${another.id}`)).body).not.toHaveProperty('parked');

  // Without a row at all the complaint is linked to the customer still.
  await sql('DELETE FROM complaint_cases_v2.complaints WHERE id = $1', [complaint.id]);
  const lacking = await read<Archive>(`customers/${id}`);
  expect(lacking.body).toMatchObject({ complaints: [], parked: waiting(1) });
  await retry('complaint_cases_v2');
  await untilNothing(`customers/${id}`);
});

it('What never got a row is not told to be unknown, but to wait', async () => {
  const { id, position } = await Case.lodge(lin);
  await read(`complaints/${id}`, { waitFor: position });
  await parkComplaint(id);
  await sql('DELETE FROM complaint_cases_v2.complaints WHERE id = $1', [id]);
  const one = () => read(`complaints/${id}`);
  const told = await until(one, ({ body }) => body['code' as never] === ('record-parked' as never));
  expect(told).toMatchObject({ status: 409, body: { code: 'record-parked' } });
  const elsewhere = await read(id.replace(/.{3}$/, 'zzz').replace(/^/, 'complaints/'));
  expect(elsewhere).toMatchObject({ status: 404, body: { code: 'not-found' } });
  await retry('complaint_cases_v2');
  await until(one, ({ status }) => status === 200);
});

it('An event that parks is told of at once, whatever was found a moment ago', async () => {
  const { id, position } = await Case.lodge(lin);
  await read(`complaints/${id}`, { waitFor: position });
  // Believed for a second from now on, had nobody said that something was parked.
  await untilNothing('workbench');
  const { rows } = await sql(
    `INSERT INTO ledger.events
     SELECT (SELECT max(position) + 1 FROM ledger.events), stream, 1, gen_random_uuid(), type, 99,
       now(), now(), actor, context, data
     FROM ledger.events WHERE stream = $1 RETURNING position`,
    [id],
  );
  const waitFor = String((rows[0] as { position: string }).position);
  const found = await read(`complaints/${id}`, { waitFor });
  expect([found.status, found.body.parked]).toEqual([200, waiting(1)]);
});

it('Who sees but their own scorecard is not told that there is one of somebody else', async () => {
  const crew = await platform.hire('crew', unit, 'crew');
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = { from: day(Date.now() - 9 * 86_400_000), to: day(Date.now()) };
  const period = await lin.does('assessment-periods', { name: '第一期', ...days });
  const { id: staffId } = await platform.register('hu', unit, 'handler');
  const opened = { periodId: period.id, staffId, unitId: unit };
  const { id, position } = await lin.does('scorecards', opened);
  await read(`scorecards/${id}`, { waitFor: position });
  await park('assessment_v5', 'scorecards', id);
  await untilTold<Scorecard>(`scorecards/${id}`);
  expect(await crew.get(`scorecards/${id}`)).toMatchObject({ status: 404 });
  await sql('DELETE FROM assessment_v5.scorecards WHERE id = $1', [id]);
  expect(await read(`scorecards/${id}`)).toMatchObject({ status: 409 });
  expect(await crew.get(`scorecards/${id}`)).toMatchObject({ status: 404 });
});

it('Of whom a decision is parked nothing is shown, as it may be that they are restricted', async () => {
  const wang = { name: '王秀兰', kind: 'resident', phones: ['13800003333'] };
  const { id, position } = await lin.does('customers', wang);
  const named = async () =>
    (await read<Archive>(`customers/${id}`, { waitFor: position })).body.customer;
  expect(await named()).toMatchObject({ name: '王秀兰', phones: wang.phones });
  await park('privacy_register_v2', 'privacy_decisions', id);
  expect(await named()).toMatchObject({ id, name: '', phones: [] });
  await sql('DELETE FROM privacy_register_v2.parked_events WHERE key = $1', [id]);
  expect(await named()).toMatchObject({ name: '王秀兰' });
});
