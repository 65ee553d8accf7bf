/**
 * What was published of a person, and what others told about them, is readable on no topic and in
 * no table: not before the erasure and not after it, and by our own consumers no more either.
 */
import { systemClock, type Published } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { eventCatalogue, openLedger, publications } from '@taizhang/platform/ledger';
import { prepareExchange } from '@taizhang/platform/service';
import type { ErasureReceipt } from '@taizhang/contracts/views';
import { Kafka, logLevel } from 'kafkajs';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { until } from './api.fixtures';
import { aLifeWithUs, by, payTheBill, people, place, traces } from './erasure.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(240_000);

const brokers = [process.env['TEST_KAFKA_BROKERS']!];
const prefix = `erased-${randomBytes(6).toString('hex')}.`;
const inbound = `${prefix}taizhang.inbound.v1`;
const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
const words = Object.values(traces);
/** As they stand in a value that is kept as base64. */
const written = [
  ...words,
  ...words.map((word) => Buffer.from(word).toString('base64').slice(0, 12)),
];

let platform: TestPlatform;
let pool: Pool;
let customerId: string;

beforeAll(async () => {
  Object.assign(process.env, {
    ...{ EXCHANGE: 'kafka', KAFKA_BROKERS: brokers.join(), KAFKA_PREFIX: prefix },
    KAFKA_PARTITIONS: '2',
  });
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  pool = openPool(platform.database.url);
  place.unitId = await platform.unit('城关供电所');
  const all = ['agent', 'handler', 'crew', 'billing', 'supervisor'] as const;
  const worker = await platform.hire('worker', place.unitId, ...all);
  for (const role of all) people[role] = worker;
  people['assessor'] = await platform.hire('assessor', place.unitId, 'assessor');
  people['system'] = await platform.hire('system', place.unitId, 'integration');
  people['privacy'] = await platform.hire('privacy', place.unitId, 'privacy-officer');
  await tell('early', { ...bill, billId: 'too-early' });
  await until(parked, (rows) => rows.length === 1, 30_000);
  customerId = await aLifeWithUs();
  await payTheBill();
});
afterAll(async () => {
  await pool?.end();
  await platform?.stop();
});

const bill = {
  ...{ accountNumber: traces.account, from: '2026-01-01', until: '2026-01-31' },
  ...{ tariff: 'resident', energyWh: 100_000, amountFen: 5_583, dueOn: '2026-02-20' },
};

/** As the billing system would: its key and its number hold the account number. */
async function tell(id: string, data: object): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  const headers = {
    ...{ ce_specversion: '1.0', ce_id: `${traces.account}-${id}`, ce_source: 'billing' },
    ...{ ce_type: 'BillIssued', ce_time: '2026-03-01T02:00:00.000Z', ce_subject: traces.account },
    'content-type': 'application/json',
  };
  const messages = [{ key: `${traces.account}`, value: JSON.stringify(data), headers }];
  await producer.send({ topic: inbound, messages });
  await producer.disconnect();
}

const parked = async () =>
  (await pool.query<{ reason: string; sealed_by: string }>('SELECT * FROM exchange.parked')).rows;

/** Every byte of every topic of ours, from the beginning to where it ends now. */
async function everything(): Promise<Map<string, string>> {
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
  const left = new Set<string>();
  for (const topic of topics) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > 0) left.add(`${topic}/${partition}/${Number(high) - 1}`);
    }
  }
  await admin.disconnect();
  const texts = new Map<string, string>();
  const outsider = kafka.consumer({ groupId: `outsider-${randomBytes(6).toString('hex')}` });
  await outsider.connect();
  await outsider.subscribe({ topics, fromBeginning: true });
  await outsider.run({
    eachMessage: async ({ topic, partition, message: { key, value, headers, offset } }) => {
      const parts = [key, value, ...Object.entries(headers ?? {}).flat()].map(String);
      texts.set(topic, `${texts.get(topic) ?? ''}\n${parts.join(' ')}`);
      left.delete(`${topic}/${partition}/${offset}`);
    },
  });
  await until(
    async () => left.size,
    (size) => size === 0,
    60_000,
  );
  await outsider.disconnect();
  return texts;
}

/** What stands on the inbound topic is its sender's, and goes when its time there is over. */
const readable = (texts: ReadonlyMap<string, string>) =>
  [...texts].flatMap(([topic, text]) =>
    written
      .filter((word) => text.includes(word) && topic !== inbound)
      .filter((word) => !(topic === `${inbound}.parked` && word === traces.account))
      .map((word) => `${topic}: ${word}`),
  );

async function exchangeTables(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = 'exchange'`,
  );
  const texts = rows.map(({ name }) => pool.query(`SELECT t::text AS line FROM ${name} t`));
  return (await Promise.all(texts))
    .flatMap((table) => table.rows.map(({ line }) => String(line)))
    .join('\n');
}
const kept = async () => {
  const text = await exchangeTables();
  return written.filter((word) => text.includes(word));
};

/** What a consumer of ours that begins only now is given. */
async function given(): Promise<Published[]> {
  const ledger = await openLedger({ pool, dataDir: platform.dataDir });
  const topics = { partitions: 2, retentionMs: 3_600_000 };
  const settings = { brokers, prefix, topics, inboundMemoryDays: 90, inboundParkedDays: 30 };
  const exchange = (await prepareExchange({ kafka: settings }, pool))(ledger, systemClock);
  const messages: Published[] = [];
  const contexts = [...new Set(publications.values())];
  const head = await ledger.log(systemClock).head();
  for (const context of contexts) {
    await exchange.subscribe({
      consumer: `late.${context}`,
      topic: `taizhang.${context}.v1`,
      types: Object.keys(eventCatalogue),
      handle: async (message) => void messages.push(message),
    });
  }
  try {
    for (const context of contexts) {
      await until(
        () => exchange.positionOf(`late.${context}`),
        (position) => position >= head,
        60_000,
      );
    }
  } finally {
    await exchange.stop();
    await ledger.close();
  }
  return messages;
}

it('is on no topic and in no table in the clear while the person is known', async () => {
  await tell('broken', { ...bill, billId: 'broken', amountFen: 'a lot' });
  await until(parked, (rows) => rows.length === 2, 30_000);
  const texts = await everything();
  expect([...texts.values()].join('\n')).toContain(`"person":"${customerId}"`);
  expect(readable(texts)).toEqual([]);
  expect(await kept()).toEqual([]);
});

it('is given up with the person where it waits, and read by nobody who begins later', async () => {
  const state = await by('privacy').get(`privacy/persons/${customerId}`);
  const decision = {
    ...{ ground: 'consent-withdrawn', requestedBy: 'person', reference: 'GR-2026-48' },
  };
  await by('privacy').does(`privacy/persons/${customerId}/erasure`, decision, {
    ifMatch: Number(state.body['revision']),
  });
  await until(
    async () =>
      (await by('privacy').get<ErasureReceipt>(`privacy/persons/${customerId}/receipt`)).body,
    ({ completedAt }) => typeof completedAt === 'string',
    60_000,
  );
  expect(await parked()).toEqual([]);
  expect(readable(await everything())).toEqual([]);
  const messages = await given();
  const about = messages.filter(({ key }) => key === customerId).map(({ type }) => type);
  expect(about).toEqual(expect.arrayContaining(['CustomerRegistered', 'PersonErased']));
  const text = JSON.stringify(messages.map(({ data }) => data));
  expect(words.filter((word) => text.includes(word))).toEqual([]);
});

it('is sealed for its days when it is told of somebody who was erased', async () => {
  await tell('late', { ...bill, billId: 'late' });
  const [late] = await until(parked, (rows) => rows.length === 1, 30_000);
  expect(late!.reason).toContain('unknown-account');
  expect(late!.sealed_by).toMatch(/^letters-\d{4}-\d\d-\d\d$/);
  expect(await kept()).toEqual([]);
});
