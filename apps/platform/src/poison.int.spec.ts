/** Whatever somebody writes past the contracts into the log stops nobody who follows it. */
import type { Complaint, ErasureReceipt, Parked, Subscribers } from '@taizhang/contracts/views';
import { schemaOf } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { audit, rebuild } from '@taizhang/projections';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { anyEvents } from './any-events.fixtures';
import { until, type Person } from './api.fixtures';
import { openLiveLedger, type LiveLedger } from './live-ledger.fixtures';
import { TestPlatform } from './platform.fixtures';
import { readModels as models } from './services';

const sealed = { v: 2, person: 'customer-1', fields: 'bm90IHNlYWxlZA==' };
const filled = (value: unknown) => (fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, value]));

/** What stands where data of a type should, and the version it claims. */
const poisons: readonly (readonly [(fields: readonly string[]) => unknown, number])[] = [
  [() => null, 1],
  [() => 7, 1],
  [() => ({}), 1],
  [() => ({}), 0],
  [() => ({}), 99],
  [filled(42), 1],
  [filled(null), 1],
  [filled({}), 1],
  [filled('text'), 1],
  [filled('nul \0 nul'), 1],
  [filled(randomBytes(6_000).toString('base64')), 1],
  [() => ({ $personal: 5 }), 1],
  [() => ({ $personal: sealed }), 1],
  [() => ({ $personal: sealed }), 2],
];

/** Each of them for each type of event, written as somebody who owns the table can. */
async function writePoison(pool: Pool): Promise<number> {
  const rows = Object.entries(eventCatalogue).flatMap(([type, { data }], number) =>
    poisons.map(([make, version], revision) => ({
      ...{ stream: `poison-${number}`, revision, type, version },
      data: make(Object.keys(data.shape)),
    })),
  );
  await pool.query(
    `INSERT INTO ledger.events
     SELECT (SELECT coalesce(max(position), 0) FROM ledger.events) + row_number() OVER (),
       stream, revision, gen_random_uuid(), type, version, now(), now(), 'staff-1',
       '{"commandId":"c","correlationId":"c","causationId":"c","channel":"test","unit":null}', data
     FROM unnest($1::text[], $2::int[], $3::text[], $4::smallint[], $5::json[])
       AS rows(stream, revision, type, version, data)`,
    [
      rows.map(({ stream }) => stream),
      rows.map(({ revision }) => revision),
      rows.map(({ type }) => type),
      rows.map(({ version }) => version),
      rows.map(({ data }) => JSON.stringify(data)),
    ],
  );
  return rows.length;
}

describe('Events that no contract allows', () => {
  let opened: LiveLedger;
  let { pool, log, live } = {} as LiveLedger;

  beforeEach(async () => {
    opened = await openLiveLedger(models);
    ({ pool, log, live } = opened);
  });
  afterEach(() => opened.close());

  const write = async (seed: number) => {
    for (const { stream, event } of anyEvents(seed, 200)) {
      await log.append(stream, [event], { expected: 'any' });
    }
  };
  const parkedIn = async () => {
    const counts = await Promise.all(
      models.map(async (model) => {
        const { rows } = await pool.query(
          `SELECT table_name, kind, key, position FROM ${schemaOf(model)}.parked_events
           ORDER BY 1, 2, 3, 4`,
        );
        return [model.name, rows] as const;
      }),
    );
    return Object.fromEntries(counts);
  };

  it('stop no read model, live or rebuilt, and are all accounted for', async () => {
    await write(5);
    await writePoison(pool);
    await write(6);
    const shown = await live.waitFor(await log.head(), 60_000);
    expect([...live.states()].filter(([, { failure }]) => failure !== null)).toEqual([]);
    expect(shown).toBe(true);
    const parked = await parkedIn();
    for (const found of await audit(log, pool, models)) expect(found.findings).toEqual([]);

    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    for (const [name, { differences, examples }] of comparisons) {
      expect({ name, differences, examples }).toEqual({ name, differences: 0, examples: [] });
    }
    await rebuild(log, pool, models);
    expect(await parkedIn()).toEqual(parked);
  }, 120_000);
});

describe('A platform in whose log they stand', () => {
  let platform: TestPlatform;
  let lin: Person;
  let privacy: Person;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const unit = await platform.unit('城东处理班');
    lin = await platform.hire('lin', unit, 'supervisor', 'agent');
    privacy = await platform.hire('privacy', unit, 'privacy-officer');
    await writePoison(platform.database.pool);
  }, 60_000);
  afterAll(() => platform?.stop());

  it('turns a contact into a complaint as ever', async () => {
    const statement = '本月电费比上月多一倍。';
    const classification = { type: 'complaint', topic: 'bill', summary: statement };
    const opened = await lin.does('contacts', { channel: 'hotline', classification });
    const anonymity = `contacts/${opened.id}/anonymity`;
    const contact = await lin.does(anonymity, {}, { ifMatch: opened.revision });
    const routing = { category: 'business.tariff', statement, remedySought: '核实退费' };
    const { caseId } = (await lin.does(`contacts/${opened.id}/routing`, routing, {
      ifMatch: contact.revision,
    })) as unknown as { caseId: string };
    const complaint = () => lin.get<Complaint>(`complaints/${caseId}`);
    await until(complaint, ({ status }) => status === 200, 30_000);
  }, 60_000);

  it('erases a person', async () => {
    const wang = { name: '王秀英', kind: 'resident', phones: ['13800001111'] };
    const { id, revision } = await lin.does('customers', wang);
    const decision = { ground: 'consent-withdrawn', requestedBy: 'person', reference: 'GR-1' };
    await privacy.does(`privacy/persons/${id}/erasure`, decision, { ifMatch: revision });
    const receipt = () => privacy.get<ErasureReceipt>(`privacy/persons/${id}/receipt`);
    await until(receipt, ({ body }) => typeof body.completedAt === 'string', 30_000);
  }, 60_000);

  it('tells that everybody is well, and what waits', async () => {
    const subscribers = () => platform.admin.get<Subscribers>('operations/subscribers');
    const isWell = ({ body: { items } }: Awaited<ReturnType<typeof subscribers>>) =>
      items.length > 8 && items.every(({ state, failure }) => state === 'running' && !failure);
    await until(subscribers, isWell, 30_000);
    const { body } = await platform.admin.get<Parked>('operations/parked');
    const places = new Set(body.items.map(({ place }) => place));
    expect([...places].sort()).toEqual(['consumer', 'read-model']);
  }, 60_000);
});
