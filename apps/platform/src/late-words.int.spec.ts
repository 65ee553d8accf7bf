/**
 * Words are written down before anybody knows whose they are, and it may come to light at any time:
 * before the erasure, in the moment of it, or after it. Nothing of them is readable in the end.
 */
import type { ErasureReceipt } from '@taizhang/contracts/views';
import { derivedId, systemClock, type Proposed } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { openLedger } from '@taizhang/platform/ledger';
import { nextMasterKey, openMasterKeys, retireMasterKey, rotateMasterKey } from '@taizhang/vault';
import type { Pool } from 'pg';
import { until } from './api.fixtures';
import { by, dumpOf, people } from './erasure.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(120_000);

const words = {
  summary: '先不说我是谁电费怪',
  statement: '阶梯第三档从没用到过',
  late: '等一下再报名字',
  mistaken: '认错了人的一句话',
  never: '别人家的户号我来问',
};
const said = (summary: string, type = 'inquiry') => ({
  ...{ channel: 'hotline', anonymous: true, classification: { type, topic: 'bill', summary } },
});
const decision = { ground: 'consent-withdrawn', requestedBy: 'person', reference: 'GR-2026-51' };

let platform: TestPlatform;
let pool: Pool;
let customerId: string;
let supplyPointId: string;
let namelessCall: string;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  pool = openPool(platform.database.url);
  const unitId = await platform.unit('城关供电所');
  people['worker'] = await platform.hire('worker', unitId, 'agent', 'billing', 'supervisor');
  people['privacy'] = await platform.hire('privacy', unitId, 'privacy-officer');
  const customer = await by('worker').does('customers', {
    ...{ name: '端木青', kind: 'resident', phones: ['13966660001'], address: '青石巷 3 号' },
  });
  customerId = customer.id;
  const numbers = { accountNumber: '3303000051', meterNumber: 'M3000051' };
  const point = { ...numbers, address: '青石巷 3 号', area: 'urban' };
  const connected = await by('worker').does(`customers/${customerId}/supply-points`, point, {
    ifMatch: customer.revision,
  });
  ({ supplyPointId } = connected as unknown as { supplyPointId: string });
});
afterAll(async () => {
  await pool?.end();
  await platform?.stop();
});

const found = async () => {
  const text = [...(await dumpOf(pool)).values()].join('\n');
  return Object.entries(words).flatMap(([name, word]) => (text.includes(word) ? [name] : []));
};
const state = async () => (await by('privacy').get(`privacy/persons/${customerId}`)).body;
const erase = async () =>
  by('privacy').post(`privacy/persons/${customerId}/erasure`, decision, {
    key: 'erase',
    ifMatch: Number((await state())['revision']),
  });
const receipt = async () =>
  (await by('privacy').get<ErasureReceipt>(`privacy/persons/${customerId}/receipt`)).body;
const stepsOf = async (path: string, revision: number, steps: (readonly [string, object])[]) => {
  for (const [step, body] of steps) {
    ({ revision } = await by('worker').does(`${path}/${step}`, body, { ifMatch: revision }));
  }
};

/** A caller without a name asks about a bill; the billing desk finds out whose account it is. */
async function inquiryOfANamelessCaller() {
  const call = await by('worker').does('contacts', said(words.summary));
  namelessCall = call.id;
  const body = { to: 'billing-inquiries', category: 'bill', statement: words.statement };
  const routed = await by('worker').does(`contacts/${call.id}/routing`, body, {
    ifMatch: call.revision,
  });
  const { caseId } = routed as unknown as { caseId: string };
  const { revision } = await until(
    async () => (await by('worker').get<{ revision: number }>(`inquiries/${caseId}`)).body,
    (one) => typeof one.revision === 'number',
  );
  return { path: `inquiries/${caseId}`, revision };
}

/** As a command does that was under way when the person was erased. */
async function identify(contactId: string): Promise<void> {
  const ledger = await openLedger({ pool, dataDir: platform.dataDir });
  const commandId = derivedId('late', contactId);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const event = {
    ...{ id: derivedId(commandId, '0'), type: 'ContactIdentified', version: 1, by: 'staff-1' },
    ...{ at: '2026-03-03T03:00:00.000Z', data: { contactId, customerId } },
    context: { ...ids, channel: 'test', unit: null },
  } as unknown as Proposed;
  await ledger.log(systemClock).append(contactId, [event], { expected: 'any' });
  await ledger.close();
}

it('an inquiry of theirs that is open keeps them, though it was opened without a name', async () => {
  const { path, revision } = await inquiryOfANamelessCaller();
  await stepsOf(path, revision, [['verification', { supplyPointId }]]);
  expect((await erase()).body).toMatchObject({ code: 'erasure-cases-open' });
  await stepsOf(path, revision + 1, [
    ['kind', { kind: 'bill' }],
    ['answer', { answer: '已解释' }],
    ['closure', {}],
  ]);
});

it('a restriction hides the call without a name as well, while it lasts', async () => {
  const reference = 'GR-2026-50';
  const decide = async (act: string, body: object) => {
    const ifMatch = Number((await state())['revision']);
    return by('privacy').does(`privacy/persons/${customerId}/${act}`, body, { ifMatch });
  };
  const shown = async ({ position }: { position: string }) =>
    (await by('worker').get(`contacts/${namelessCall}`, { waitFor: position })).body['summary'];
  const held = { ground: 'contested', keepUntil: null, reference };
  expect(await shown(await decide('restriction', held))).toBe('');
  expect(await shown(await decide('lifting', { reference }))).toBe(words.summary);
});

it('the call without a name goes with the inquiry that it became', async () => {
  expect(await found()).toEqual(['summary', 'statement']);
  const late = await by('worker').does('contacts', said(words.late));
  await until(found, (names) => names.includes('late'));
  expect((await erase()).status).toBe(200);
  await until(receipt, ({ completedAt }) => completedAt !== null, 30_000);
  expect(await found()).toEqual(['late']);
  const { master, masters } = openMasterKeys(platform.dataDir);
  await rotateMasterKey(pool, { masters }, nextMasterKey(platform.dataDir));
  retireMasterKey(platform.dataDir);
  expect(openMasterKeys(platform.dataDir).master).not.toEqual(master);
  const first = await receipt();
  expect(first.keyBackups).toBe('unreadable');

  // A command was under way: it is known only now who called.
  await identify(late.id);
  const second = await until(receipt, ({ events }) => events === first.events + 1, 30_000);
  expect(await found()).toEqual([]);
  expect(second).toMatchObject({ eventId: first.eventId, at: first.at, by: first.by });
  expect(second.completedAt! > first.completedAt!).toBe(true);
  // The key that stood over those words was there when the master key was changed.
  expect(second.keyBackups).toBe('after-master-rotation');
  expect(second.keysDestroyedAt! > first.keysDestroyedAt!).toBe(true);
});

it('what was taken down as theirs by mistake stays, and as whose it is goes with them', async () => {
  const register = async (name: string) =>
    (await by('worker').does('customers', { name, kind: 'resident', phones: [], address: '' })).id;
  const [taken, speaker] = [await register('认错的人'), await register('说话的人')];
  const { classification } = said(words.mistaken);
  const call = await by('worker').does('contacts', {
    ...{ channel: 'hotline', customerId: taken, classification },
  });
  await stepsOf(`contacts/${call.id}`, call.revision, [
    ['identification', { customerId: speaker }],
    ['answer', { answer: '已答复' }],
  ]);
  const eraseOf = async (id: string) => {
    const path = `privacy/persons/${id}`;
    const ifMatch = Number((await by('privacy').get(path)).body['revision']);
    await by('privacy').does(`${path}/erasure`, decision, { ifMatch });
    await until(
      async () => (await by('privacy').get<ErasureReceipt>(`${path}/receipt`)).body,
      ({ completedAt }) => completedAt !== null,
      30_000,
    );
  };
  await eraseOf(taken);
  expect(await found()).toEqual(['mistaken']);
  await eraseOf(speaker);
  expect(await found()).toEqual([]);
});

it('nobody is taken for somebody who was erased', async () => {
  const call = await by('worker').does('contacts', said(words.never));
  const options = { key: 'taken-for', ifMatch: call.revision };
  const refused = { code: 'person-erased', status: 409 };
  const path = `contacts/${call.id}/identification`;
  expect((await by('worker').post(path, { customerId }, options)).body).toMatchObject(refused);
  const opened = { channel: 'counter', customerId };
  const other = await by('worker').post('contacts', opened, { key: 'opened-for' });
  expect(other.body).toMatchObject(refused);
  const { id, revision } = await by('worker').does('inquiries', {
    ...{ channel: 'counter', statement: words.never },
  });
  const verified = await by('worker').post(
    `inquiries/${id}/verification`,
    { supplyPointId },
    {
      ...{ key: 'verified-for', ifMatch: revision },
    },
  );
  expect(verified.body).toMatchObject(refused);
  expect(await until(found, (names) => names.length > 0)).toEqual(['never']);
});
