/** The same platform with Kafka between its services: configuration alone makes the difference. */
import type { Complaint } from '@taizhang/contracts/views';
import { Kafka, logLevel } from 'kafkajs';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;

beforeAll(async () => {
  Object.assign(process.env, {
    EXCHANGE: 'kafka',
    KAFKA_BROKERS: process.env['TEST_KAFKA_BROKERS'],
    KAFKA_PREFIX: `platform-${randomBytes(6).toString('hex')}.`,
    KAFKA_PARTITIONS: '3',
  });
  platform = await TestPlatform.start();
});

afterAll(() => platform?.stop());

it('turns a contact that is routed into a complaint', async () => {
  const unit = await platform.unit('城东处理班');
  const lin = await platform.hire('lin', unit, 'supervisor');
  const statement = '本月电费比上月多一倍。';
  const classification = { type: 'complaint', topic: 'bill', summary: statement };
  const opened = await lin.does('contacts', { channel: 'hotline', classification });
  const contact = await lin.does(
    `contacts/${opened.id}/anonymity`,
    {},
    {
      ifMatch: opened.revision,
    },
  );
  const routing = { category: 'business.tariff', statement, remedySought: '核实退费' };
  const { caseId } = (await lin.does(`contacts/${opened.id}/routing`, routing, {
    ifMatch: contact.revision,
  })) as unknown as { caseId: string };
  for (;;) {
    const { status, body } = await lin.get<Complaint>(`complaints/${caseId}`);
    if (status === 200) return expect(body).toMatchObject({ status: 'lodged', statement });
    await delay(20);
  }
});

it('puts nothing readable about anybody on a topic', async () => {
  const brokers = [process.env['TEST_KAFKA_BROKERS']!];
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const outsider = kafka.consumer({ groupId: `outsider-${randomBytes(6).toString('hex')}` });
  const bytes: string[] = [];
  await outsider.connect();
  const topics = ['organisation', 'intake', 'complaints'].map(
    (context) => `${process.env['KAFKA_PREFIX']}taizhang.${context}.v1`,
  );
  await outsider.subscribe({ topics, fromBeginning: true });
  await outsider.run({
    eachMessage: async ({ message }) => {
      const headers = Object.values(message.headers ?? {}).map(String);
      bytes.push([String(message.key), String(message.value), ...headers].join(' '));
    },
  });
  const told = ['StaffMemberJoined', 'ContactRouted', 'ComplaintLodged'];
  while (!told.every((type) => bytes.some((text) => text.includes(type)))) await delay(20);
  await outsider.disconnect();
  const all = bytes.join('\n');
  expect(all).toContain('$personal');
  for (const words of ['本月电费比上月多一倍', '核实退费', '"name":"lin"']) {
    expect(all).not.toContain(words);
  }
});

describe('A fact on the inbound topic', () => {
  const kafka = () =>
    new Kafka({
      brokers: [process.env['TEST_KAFKA_BROKERS']!],
      logLevel: logLevel.NOTHING,
    });
  const bill = (id: string, accountNumber: string) => ({
    key: accountNumber,
    value: JSON.stringify({
      ...{ accountNumber, billId: id, from: '2026-09-01', until: '2026-09-30', tariff: 'resident' },
      ...{ energyWh: 216_000, amountFen: 12_059, dueOn: '2026-10-25' },
    }),
    headers: {
      ...{ ce_specversion: '1.0', ce_id: id, ce_source: 'billing', ce_type: 'BillIssued' },
      ...{ ce_time: '2026-10-03T02:00:00.000Z', 'content-type': 'application/json' },
    },
  });

  it('becomes a bill, once; what fits no account waits for an operator', async () => {
    const unit = await platform.unit('市场班');
    const fan = await platform.hire('fan', unit, 'billing');
    const customer = await fan.does('customers', { name: '周敏', kind: 'resident', phones: [] });
    const point = { accountNumber: '3301000012', meterNumber: 'M0000012', address: '滨河路 8 号' };
    const path = `customers/${customer.id}/supply-points`;
    await fan.does(path, { ...point, area: 'urban' }, { ifMatch: customer.revision });
    type Archive = { accounts: { id: string; owedFen: number }[]; supplyPoints: unknown[] };
    for (;;) {
      const { body } = await fan.get<Archive>(`customers/${customer.id}`);
      if (body.supplyPoints?.length === 1) break;
      await delay(20);
    }
    const producer = kafka().producer();
    await producer.connect();
    const topic = `${process.env['KAFKA_PREFIX']}taizhang.inbound.v1`;
    const messages = [bill('b-1', '3301000012'), bill('b-1', '3301000012'), bill('b-2', '9999')];
    await producer.send({ topic, messages });
    await producer.disconnect();
    for (;;) {
      const { body } = await fan.get<Archive>(`customers/${customer.id}`);
      const parked = await platform.database.pool.query<{ reason: string }>(
        `SELECT reason FROM exchange.parked WHERE consumer = 'billing-inquiries.facts'`,
      );
      if (body.accounts.length === 1 && parked.rows.length === 1) {
        expect(parked.rows[0]!.reason).toContain('unknown-account');
        return;
      }
      await delay(50);
    }
  });
});
