/** An erasure waits for rebuilds: nobody is shown meanwhile what is to go. */
import type { Customer, ErasureReceipt } from '@taizhang/contracts/views';
import { schemaOf } from '@taizhang/kernel';
import { customerArchive } from '@taizhang/views/customer-archive';
import { until, type Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(120_000);

const reference = 'GR-2026-53';
const name = '上官若雪';

let platform: TestPlatform;
const people: Record<string, Person> = {};
const by = (role: string) => people[role]!;

beforeAll(async () => {
  platform = await TestPlatform.start();
  const unitId = await platform.unit('城关供电所');
  people['agent'] = await platform.hire('agent', unitId, 'agent');
  people['auditor'] = await platform.hire('auditor', unitId, 'auditor');
  people['officer'] = await platform.hire('officer', unitId, 'privacy-officer');
});
afterAll(() => platform?.stop());

/** Nobody forgets anything while this is held. */
async function rebuilding() {
  const session = await platform.database.pool.connect();
  const held = `SELECT pg_advisory_lock(hashtextextended('rebuild ' || $1, 0))`;
  await session.query(held, [schemaOf(customerArchive)]);
  return { end: () => session.release(true) };
}

async function decide(path: string, act: string, body: object): Promise<string> {
  const ifMatch = Number((await by('officer').get(path)).body['revision']);
  return (await by('officer').does(`${path}/${act}`, body, { ifMatch })).position;
}

/** Whether the archive tells the name, and how many are found by it. */
async function shownTo(who: string, id: string, waitFor: string) {
  const archive = await by(who).get(`customers/${id}`, { waitFor });
  const { body } = await by(who).post<{ items: Customer[] }>('customers/search', { query: name });
  return [JSON.stringify(archive.body).includes(name), body.items.length];
}

const decision = { ground: 'consent-withdrawn', requestedBy: 'person', reference };
const register = () =>
  by('agent').does('customers', { name, kind: 'resident', phones: ['13955550003'], address: '' });
const completed = (path: string) =>
  until(
    async () => (await by('officer').get<ErasureReceipt>(`${path}/receipt`)).body,
    ({ completedAt }) => completedAt !== null,
  );

it.each(['restricted', 'not restricted'])('of somebody who was %s before', async (before) => {
  const { id } = await register();
  const path = `privacy/persons/${id}`;
  if (before === 'restricted') {
    await decide(path, 'restriction', { ground: 'contested', keepUntil: null, reference });
  }
  const rebuild = await rebuilding();
  let position: string;
  try {
    position = await decide(path, 'erasure', decision);
    expect(await shownTo('agent', id, position)).toEqual([false, 0]);
    // Those who answer for it see what is still there.
    expect(await shownTo('auditor', id, position)).toEqual([true, 1]);
  } finally {
    rebuild.end();
  }
  await completed(path);
  expect(await shownTo('auditor', id, position)).toEqual([false, 0]);
});

it('nor can it be read any more, whoever else waits to be forgotten', async () => {
  const persons = [(await register()).id, (await register()).id];
  const destroyed = async () => {
    const text = 'SELECT FROM vault.destroyed WHERE person_id = ANY($1)';
    return (await platform.database.pool.query(text, [persons])).rowCount;
  };
  const rebuild = await rebuilding();
  try {
    for (const [index, id] of persons.entries()) {
      await decide(`privacy/persons/${id}`, 'erasure', decision);
      await until(destroyed, (count) => count === index + 1);
    }
  } finally {
    rebuild.end();
  }
  for (const id of persons) await completed(`privacy/persons/${id}`);
});
