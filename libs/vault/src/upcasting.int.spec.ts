/** Old personal data read as today's: opened first, then brought up, and blank once erased. */
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import {
  defineEvent,
  personal,
  propose,
  upcastLog,
  type ActorId,
  type EventLog,
  type Instant,
  type Recorded,
} from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { guardLog } from './guarded-log';
import { Vault } from './vault';
import { migrateVault } from './vault.migration';

const meaning = 'Somebody is known.';
const first = {
  Registered: defineEvent({
    ...{ meaning, version: 1, person: ['id'] },
    data: z.object({ id: z.string(), name: personal(z.string()) }),
  }),
};
/** The name in two parts, and a district that nobody had asked for in the beginning. */
const third = {
  Registered: defineEvent({
    ...{ meaning, version: 3, person: ['id'] },
    data: z.object({
      id: z.string(),
      family: personal(z.string()),
      given: personal(z.string()),
      district: z.string().nullable(),
    }),
    upcasts: [
      ({ name, ...rest }) => {
        const text = String(name ?? '');
        return { ...rest, family: text.slice(0, 1), given: text.slice(1) };
      },
      (data) => ({ ...data, district: null }),
    ],
  }),
};
const fourth = { Registered: { ...third.Registered, version: 4 } };

const master = randomBytes(32);
const stored = createMemoryEventLog();
let database: TestDatabase;

const open = async (catalogue: typeof first | typeof third): Promise<EventLog> => {
  const vault = await Vault.open(database.pool, master);
  return upcastLog(guardLog(stored, vault, catalogue), catalogue);
};

async function fed(log: EventLog): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of log.feed({ after: 0n, untilHead: true })) events.push(...page.events);
  return events;
}

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateVault(database.pool);
  const context = {
    ...{ commandId: 'c', correlationId: 'c', causationId: 'c' },
    ...{ channel: 'test', unit: null },
  };
  const act = { at: '2026-01-05T01:00:00.000Z' as Instant, by: 'staff-1' as ActorId };
  const data = { id: 'customer-1', name: '王秀英' };
  const registered = propose({ type: 'Registered', ...act, data }, 0, context, 1);
  await (await open(first)).append('customer-1', [registered], { expected: 'no-stream' });
});
afterAll(() => database.drop());

const today = { id: 'customer-1', family: '王', given: '秀英', district: null };

it('an old event is today’s to everybody, with its personal fields', async () => {
  const log = await open(third);
  const [read] = await log.readStream('customer-1');
  expect(read).toMatchObject({ version: 3, data: today });
  const [seen] = await fed(log);
  expect(seen!.data).toEqual(today);
  expect(third.Registered.data.parse(seen!.data)).toEqual(today);
});

it('what is stored is as it was', async () => {
  const [raw] = await stored.readStream('customer-1');
  expect(raw!.version).toBe(1);
  expect(JSON.stringify(raw!.data)).not.toMatch(/王|family/);
});

it('a program that is older than the event does not guess', async () => {
  const newer = createMemoryEventLog();
  const [{ position: _, ...raw }] = (await stored.readStream('customer-1')) as [Recorded];
  const texts = { context: JSON.stringify(raw.context), data: JSON.stringify(raw.data) };
  await newer.restore([{ ...raw, ...texts, version: fourth.Registered.version, position: 0n }]);
  const vault = await Vault.open(database.pool, master);
  const log = upcastLog(guardLog(newer, vault, third), third);
  await expect(log.readStream('customer-1')).rejects.toThrow('version 4 of Registered');
  const [seen] = await fed(log);
  expect(() => (seen!.data as typeof today).family).toThrow('version 4 of Registered');
});

it('of whom is erased an old event is as blank as a new one', async () => {
  await database.pool.query('DELETE FROM vault.keys');
  const [seen] = await fed(await open(third));
  expect(seen!.data).toEqual({ ...today, family: '', given: '' });
});
