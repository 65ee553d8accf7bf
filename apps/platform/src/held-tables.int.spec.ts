/** Whoever holds what a request needs, e.g. a session left open, keeps nobody waiting for long. */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Person } from './api.fixtures';
import { TestPlatform, password } from './platform.fixtures';

let platform: TestPlatform;
let lin: Person;
let holder: PoolClient;

beforeAll(async () => {
  platform = await TestPlatform.start();
  lin = await platform.hire('lin', await platform.unit('城关营业厅', 'hall'), 'agent');
});
afterAll(() => platform?.stop());

beforeEach(async () => {
  holder = await platform.database.pool.connect();
});
afterEach(() => holder.release(true));

const signIn = () => lin.post('auth/sign-in', { username: 'lin', password });
const register = () =>
  lin.post('customers', { name: '王秀英', kind: 'resident' }, { key: randomUUID() });

it.each([
  ['auth.accounts', signIn],
  ['vault.keys', register],
  ['vault.destroyed', register],
])('of the table %s', async (table, ask) => {
  await holder.query(`BEGIN; LOCK TABLE ${table}`);
  expect(await ask()).toMatchObject({ status: 503, body: { code: 'temporarily-unavailable' } });
  await holder.query('ROLLBACK');
  expect((await ask()).status).toBeLessThan(300);
});

it('of one account', async () => {
  await holder.query(`BEGIN; SELECT FROM auth.accounts WHERE username = 'lin' FOR UPDATE`);
  expect(await signIn()).toMatchObject({ status: 503, body: { code: 'temporarily-unavailable' } });
  await holder.query('ROLLBACK');
  expect((await signIn()).status).toBe(200);
});
