/** The same platform with Kafka between its services: configuration alone makes the difference. */
import type { Complaint } from '@taizhang/contracts/views';
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
