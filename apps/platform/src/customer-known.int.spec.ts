/** A case names a customer whom somebody registered, or nobody: a slip of the finger is refused. */
import { randomUUID } from 'node:crypto';
import type { Person } from './api.fixtures';
import { lodging } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let supervisor: Person;

beforeAll(async () => {
  platform = await TestPlatform.start();
  const unit = await platform.unit('城东处理班');
  supervisor = await platform.hire('supervisor', unit, 'supervisor');
});
afterAll(() => platform?.stop());

const inquiry = { kind: 'bill', channel: 'counter', statement: '电费多了。' };
const paths = [
  ['complaints', lodging],
  ['inquiries', inquiry],
] as const;

it.each(paths)('%s are refused about somebody whom nobody registered', async (path, body) => {
  const customerId = 'customer-0000000000000';
  const told = { ...body, customerId };
  const { status, body: problem } = await supervisor.post(path, told, { key: randomUUID() });
  expect([status, problem['code']]).toEqual([404, 'customer-unknown']);
});

it.each(paths)(
  '%s are taken about whoever was registered a moment ago, or nobody',
  async (...at) => {
    const [path, body] = at;
    for (let time = 0; time < 5; time++) {
      const { id: customerId } = await supervisor.does('customers', {
        ...{ name: '王秀英', kind: 'resident', phones: [], address: '和平路1号' },
      });
      await supervisor.does(path, { ...body, customerId });
    }
    await supervisor.does(path, { ...body, customerId: null });
  },
);
