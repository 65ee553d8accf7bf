/** A person is erased: nothing of theirs is readable anywhere, and no number changes. */
import type { Account, Customer, ErasureReceipt, PrivacyDecision } from '@taizhang/contracts/views';
import { derivedId, systemClock } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { openLedger } from '@taizhang/platform/ledger';
import { indiscreetSettings } from '@taizhang/platform/service';
import { rebuild } from '@taizhang/projections';
import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { until } from './api.fixtures';
import { aLifeWithUs, by, dumpOf, payTheBill, people, place, traces } from './erasure.fixtures';
import { TestPlatform } from './platform.fixtures';
import { readModels } from './services';

jest.setTimeout(240_000);

const bystander = { name: '司徒明远', phone: '13700001111' };
const reference = 'GR-2026-0047';
const decision = { ground: 'consent-withdrawn', requestedBy: 'person', reference };

let platform: TestPlatform;
let pool: Pool;
let customerId: string;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  pool = openPool(platform.database.url);
  const unitId = await platform.unit('城关供电所');
  place.unitId = unitId;
  const all = ['agent', 'handler', 'crew', 'billing', 'supervisor'] as const;
  const [worker, assessor, system, privacy, auditor] = await Promise.all([
    platform.hire('worker', unitId, ...all),
    platform.hire('assessor', unitId, 'assessor'),
    platform.hire('system', unitId, 'integration'),
    platform.hire('privacy', unitId, 'privacy-officer'),
    platform.hire('auditor', unitId, 'auditor'),
  ]);
  Object.assign(people, { assessor, system, privacy, auditor });
  for (const role of all) people[role] = worker;
  await people['agent']!.does('customers', {
    ...{ name: bystander.name, kind: 'resident' },
    phones: [bystander.phone],
  });
  customerId = await aLifeWithUs();
});
afterAll(async () => {
  await pool?.end();
  await platform?.stop();
});

const dump = () => dumpOf(pool);

const found = (texts: ReadonlyMap<string, string>, words: readonly string[]) =>
  [...texts].flatMap(([table, text]) =>
    words.filter((word) => text.includes(word)).map((word) => `${table}: ${word}`),
  );

const digestOfLog = async () => {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT e::text AS line FROM ledger.events e WHERE type NOT IN
       ('PersonErased', 'ErasureCompleted', 'ProcessingRestricted', 'ProcessingRestrictionLifted')
     ORDER BY position`,
  );
  return createHash('sha256')
    .update(rows.map(({ line }) => line).join('\n'))
    .digest('hex');
};

const settled = async () => {
  const head = String(
    (await pool.query('SELECT max(position) AS head FROM ledger.events')).rows[0].head,
  );
  return (path: string) => by('supervisor').get(path, { waitFor: head });
};

const figures = async () => {
  const ask = await settled();
  const days = 'from=2026-03-01&to=2026-03-31';
  const answers = await Promise.all(
    [`performance?${days}`, `performance/entries?${days}`, 'workbench', 'promises?' + days].map(
      ask,
    ),
  );
  const { rows } = await pool.query(
    'SELECT * FROM staff_performance_v' + version('staff_performance') + '.staff_days ORDER BY id',
  );
  return { answers: answers.map(({ status, body }) => ({ status, body })), rows };
};
const version = (name: string) => readModels.find((model) => model.name === name)!.version;

const revisionOf = async (id: string) =>
  Number((await by('privacy').get(`privacy/persons/${id}`)).body['revision']);

const erase = async (id: string, key: string = randomUUID()) =>
  by('privacy').post(`privacy/persons/${id}/erasure`, decision, {
    key,
    ifMatch: await revisionOf(id),
  });

const receiptOf = (id: string) =>
  until(
    async () => (await by('privacy').get<ErasureReceipt>(`privacy/persons/${id}/receipt`)).body,
    ({ completedAt }) => typeof completedAt === 'string',
    30_000,
  );

describe('Restricting what is known of a customer', () => {
  const path = () => `privacy/persons/${customerId}`;
  const decide = async (act: string, body: object) => {
    const ifMatch = await revisionOf(customerId);
    return (await by('privacy').does(`${path()}/${act}`, body, { ifMatch })).position;
  };
  const shownTo = async (who: string, waitFor: string) => {
    const archive = await by(who).get(`customers/${customerId}`, { waitFor });
    const search = await by(who).post('customers/search', { query: traces.phone });
    const complaints = await by(who).get(`complaints?customerId=${customerId}`);
    const texts = [archive, search, complaints].map(({ body }) => JSON.stringify(body));
    return Object.values(traces).filter((trace) => texts.some((text) => text.includes(trace)));
  };

  it('shows it to nobody but those who answer for it, until it is lifted', async () => {
    const held = { ground: 'claims', keepUntil: null, reference };
    const position = await decide('restriction', held);
    expect(await shownTo('agent', position)).toEqual([]);
    expect((await shownTo('privacy', position)).length).toBeGreaterThan(3);
    expect((await shownTo('auditor', position)).length).toBeGreaterThan(3);
    const details = { name: traces.name, phones: [], address: '' };
    const corrected = await by('agent').post(`customers/${customerId}/details`, details, {
      ...{ key: 'restricted', ifMatch: await revisionOf(customerId) },
    });
    expect(corrected.body).toMatchObject({ code: 'processing-restricted', status: 409 });
    const lifted = await decide('lifting', { reference });
    expect((await shownTo('agent', lifted)).length).toBeGreaterThan(3);
  });
});

describe('Erasing a customer', () => {
  it('waits until the money is settled, and offers restriction meanwhile', async () => {
    const refused = await erase(customerId);
    expect(refused.body).toMatchObject({ code: 'erasure-money-due', status: 409 });
    expect(String(refused.body['remedy'])).toContain('Restrict');
    await payTheBill();
    const { body } = await by('privacy').get(`privacy/persons/${customerId}`);
    expect(body).toMatchObject({ processing: 'normal', keptBy: null, openCases: 0 });
  });

  it('finds every trace in the database before, which the proof below needs', async () => {
    await (
      await settled()
    )('workbench');
    // As autovacuum does sooner or later.
    await pool.query('ANALYZE');
    const known = new Set(
      found(await dump(), Object.values(traces)).map((line) => line.split(': ')[1]),
    );
    const inTables = [
      'name',
      'phone',
      'address',
      'account',
      'meter',
      'early',
      'complaint',
      'fault',
    ];
    for (const trace of inTables) expect(known).toContain(traces[trace as keyof typeof traces]);
  });

  it('leaves no trace, changes no figure and no byte of the log', async () => {
    const before = { figures: await figures(), log: await digestOfLog() };
    const answer = await erase(customerId);
    expect(answer.status).toBe(200);
    const receipt = await receiptOf(customerId);
    expect(receipt).toMatchObject({ ...decision, personId: customerId, stream: customerId });
    expect(receipt.keyBackups).toBe('after-master-rotation');
    expect(receipt.events).toBeGreaterThan(15);
    expect(receipt.streams).toBeGreaterThan(6);
    expect(JSON.stringify(receipt)).not.toContain(traces.name);

    expect(found(await dump(), Object.values(traces))).toEqual([]);
    // What others call a bill holds the account number as a rule: whoever tries all finds it.
    const called = ['b', 'p'].map((id) => derivedId('inbound', 's', id));
    expect(found(await dump(), called)).toEqual([]);
    expect(found(await dump(), [bystander.name, bystander.phone]).length).toBeGreaterThan(1);
    expect(await digestOfLog()).toBe(before.log);
    expect(await figures()).toEqual(before.figures);
  });

  it('is not in what the database writes down about failures', async () => {
    // A detail or a statement would repeat the row that failed. Ours is set so; others' are asked.
    expect(await indiscreetSettings(pool)).toEqual([]);
    const client = await pool.connect();
    await client.query(`SET log_min_error_statement = error`);
    expect(await indiscreetSettings(client as never)).toEqual(['log_min_error_statement = panic']);
    client.release(true);
  });

  it('shows read models that a rebuild would yield', async () => {
    const ledger = await openLedger({ pool, dataDir: platform.dataDir });
    const { comparisons } = await rebuild(ledger.log(systemClock), pool, readModels, {
      compare: true,
    });
    await ledger.close();
    for (const [name, { differences, examples }] of comparisons) {
      expect({ name, differences, examples }).toEqual({ name, differences: 0, examples: [] });
    }
  });

  it('shows them as erased, finds them by nothing, and lets nobody add to them', async () => {
    const archive = await by('agent').get<{ customer: Customer; accounts: Account[] }>(
      `customers/${customerId}`,
    );
    expect(archive.body.customer).toMatchObject({ processing: 'erased', name: '', phones: [] });
    expect(archive.body.accounts).toHaveLength(1);
    const search = { query: traces.phone };
    const { body } = await by('agent').post<{ items: unknown[] }>('customers/search', search);
    expect(body.items).toEqual([]);
    const { customer } = archive.body;
    const details = { name: traces.name, phones: [], address: '' };
    const corrected = await by('agent').post(`customers/${customerId}/details`, details, {
      ...{ key: 'again', ifMatch: customer.revision },
    });
    expect(corrected.body).toMatchObject({ code: 'person-erased', status: 409 });
    const classification = { type: 'complaint', topic: 'bill', summary: traces.early };
    const call = { channel: 'hotline', customerId, classification };
    const contacted = await by('agent').post('contacts', call, { key: 'call' });
    expect(contacted.body).toMatchObject({ code: 'person-erased', status: 409 });
  });

  it('stands in the register, which names nobody', async () => {
    const { body } = await by('auditor').get<{ items: PrivacyDecision[] }>(
      'privacy/persons?processing=erased',
    );
    const { id, completedAt, decidedBy, events, ...entry } = body.items[0]!;
    expect(body.items).toHaveLength(1);
    expect(entry).toMatchObject({ ...decision, processing: 'erased', keepUntil: null });
    expect([id, typeof completedAt, events > 15]).toEqual([customerId, 'string', true]);
    expect(decidedBy).toMatch(/^staff-/);
    const restricted = await by('privacy').get<{ items: unknown[] }>(
      'privacy/persons?processing=restricted',
    );
    expect(restricted.body.items).toEqual([]);
  });

  it('told twice is one erasure', async () => {
    const again = await erase(customerId);
    expect(again.status).toBe(200);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS count FROM ledger.events WHERE type = 'PersonErased'`,
    );
    expect(rows[0].count).toBe(1);
  });
});
