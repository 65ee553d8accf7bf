/** A person is erased while people write about them: whatever was under way is readable nowhere. */
import type { ErasureReceipt } from '@taizhang/contracts/views';
import { systemClock } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { openLedger } from '@taizhang/platform/ledger';
import { rebuild } from '@taizhang/projections';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { until } from './api.fixtures';
import { by, dumpOf, people } from './erasure.fixtures';
import { TestPlatform } from './platform.fixtures';
import { readModels } from './services';

jest.setTimeout(180_000);

const decision = { ground: 'consent-withdrawn', requestedBy: 'person', reference: 'GR-2026-52' };

let platform: TestPlatform;
let pool: Pool;
let customerId: string;
/** What was said to be theirs and taken down; and what was refused. */
const taken: string[] = [];
const refused: string[] = [];

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  pool = openPool(platform.database.url);
  const unitId = await platform.unit('城关供电所');
  people['agent'] = await platform.hire('worker', unitId, 'agent');
  people['privacy'] = await platform.hire('privacy', unitId, 'privacy-officer');
  const details = { name: '夏侯青', kind: 'resident', phones: ['13977770001'], address: '' };
  customerId = (await by('agent').does('customers', details)).id;
});
afterAll(async () => {
  await pool?.end();
  await platform?.stop();
});

const post = (path: string, body: object, ifMatch?: number) =>
  by('agent').post<{ id: string; revision: number }>(path, body, {
    key: randomUUID(),
    ...(ifMatch !== undefined && { ifMatch }),
  });
const said = (summary: string) => ({
  ...{ channel: 'hotline', classification: { type: 'suggestion', topic: 'bill', summary } },
});

/** A call of theirs, and one of somebody who says only later that it is them. */
async function twoCalls(): Promise<void> {
  const [known, early] = [`已报名 ${randomUUID()}`, `未报名 ${randomUUID()}`];
  const first = await post('contacts', { ...said(known), customerId });
  (first.status < 300 ? taken : refused).push(known);
  const { id, revision } = (await post('contacts', { ...said(early), anonymous: true })).body;
  const told = await post(`contacts/${id}/identification`, { customerId }, revision);
  (told.status < 300 ? taken : refused).push(early);
}

async function differences() {
  const ledger = await openLedger({ pool, dataDir: platform.dataDir });
  const log = ledger.log(systemClock);
  const { comparisons } = await rebuild(log, pool, readModels, { compare: true });
  await ledger.close();
  return [...comparisons].filter(([, found]) => found.differences > 0).map(([name]) => name);
}

it('leaves none of it, and read models that a rebuild would yield', async () => {
  const path = `privacy/persons/${customerId}`;
  let isErased = false;
  const callers = Array.from({ length: 6 }, async () => {
    for (let late = 0; late < 4; late += isErased ? 1 : 0) await twoCalls();
  });
  await until(
    async () => taken.length,
    (count) => count > 30,
    30_000,
  );
  const ifMatch = Number((await by('privacy').get(path)).body['revision']);
  await by('privacy').does(`${path}/erasure`, decision, { ifMatch });
  isErased = true;
  await Promise.all(callers);
  expect(refused.length).toBeGreaterThan(0);

  // Every call of theirs holds one event with words; one more holds their name.
  const receipt = await until(
    async () => (await by('privacy').get<ErasureReceipt>(`${path}/receipt`)).body,
    ({ completedAt, events }) => completedAt !== null && events === taken.length + 1,
    60_000,
  );
  expect(receipt.streams).toBe(taken.length + 1);
  const text = [...(await dumpOf(pool)).values()].join('\n');
  expect(taken.filter((words) => text.includes(words))).toEqual([]);
  // Of whom they are nobody knows: they stay, and are nobody's.
  expect(refused.filter((words) => text.includes(words)).every((words) => /^未/.test(words))).toBe(
    true,
  );
  expect(await differences()).toEqual([]);
});
