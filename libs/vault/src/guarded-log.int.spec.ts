import { createMemoryEventLog } from '@taizhang/event-log/memory';
import {
  defineEvent,
  personal,
  Poison,
  propose,
  type ActorId,
  type Instant,
} from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { bindingOf, encrypt, eventKeyOf } from './cipher';
import { EventInvalid, guardLog } from './guarded-log';
import { MasterKeyUnusable } from './master-key';
import { disclosed, sealedOf } from './unsealed';
import { KeyBroken, Vault } from './vault';
import { migrateVault } from './vault.migration';

const catalogue = {
  Registered: defineEvent({
    meaning: 'Somebody is known.',
    version: 1,
    person: ['id'],
    data: z.object({
      id: z.string(),
      kind: z.string(),
      name: personal(z.string()),
      phones: personal(z.array(z.string())),
    }),
  }),
};
const context = {
  commandId: 'c',
  correlationId: 'c',
  causationId: 'c',
  channel: 'test',
  unit: null,
};
const at = '2026-01-05T01:00:00.000Z' as Instant;
const by = 'staff-1' as ActorId;
const data = { id: 'customer-1', kind: 'resident', name: '王秀英', phones: ['13800001111'] };
const registered = propose({ type: 'Registered', at, by, data }, 0, context, 1);

describe('A guarded log', () => {
  const master = randomBytes(32);
  let database: TestDatabase;
  let vault: Vault;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateVault(database.pool);
    vault = await Vault.open(database.pool, master);
  });
  afterAll(() => database.drop());

  it('stores no personal field in the clear and reads it back', async () => {
    const stored = createMemoryEventLog();
    const log = guardLog(stored, vault, catalogue);
    await log.append('customer-1', [registered], { expected: 'no-stream' });

    const [raw] = await stored.readStream('customer-1');
    expect(JSON.stringify(raw!.data)).not.toMatch(/王秀英|13800001111/);
    expect(raw!.data).toMatchObject({ id: 'customer-1', kind: 'resident' });
    const [read] = await log.readStream('customer-1');
    expect(read!.data).toEqual(data);
    for await (const page of log.feed({ after: 0n, untilHead: true })) {
      expect(page.events.map((event) => event.data)).toEqual([data]);
    }
  });

  it('shows blanks once the key is gone, to a process that starts anew', async () => {
    const stored = createMemoryEventLog();
    await guardLog(stored, vault, catalogue).append('customer-1', [registered], {
      expected: 'no-stream',
    });
    await database.pool.query('DELETE FROM vault.keys');
    const later = await Vault.open(database.pool, master);
    const [read] = await guardLog(stored, later, catalogue).readStream('customer-1');
    expect(read!.data).toEqual({ ...data, name: '', phones: [] });
  });

  it('opens a ciphertext only in the event it belongs to', async () => {
    const stored = createMemoryEventLog();
    const log = guardLog(stored, await Vault.open(database.pool, master), catalogue);
    await log.append('customer-1', [registered], { expected: 'no-stream' });
    const [raw] = await stored.readStream('customer-1');
    const moved = { ...registered, id: '00000000-0000-8000-8000-000000000000', data: raw!.data };
    await stored.append('customer-2', [moved], { expected: 'no-stream' });
    await expect(log.readStream('customer-2')).rejects.toThrow();
  });

  it('opens one event to whoever has the key of that event, and no other', async () => {
    const stored = createMemoryEventLog();
    await guardLog(stored, vault, catalogue).append('customer-1', [registered], {
      expected: 'no-stream',
    });
    const [raw] = await stored.readStream('customer-1');
    const person = (await vault.keysOf(['customer-1'])).get('customer-1')!;
    const sealed = sealedOf(raw!)!;
    expect(sealed.v).toBe(2);
    const { name, phones } = data;
    expect(disclosed(eventKeyOf(person, raw!.id), sealed, raw!)).toEqual({ name, phones });
    expect(() => disclosed(eventKeyOf(person, 'another'), sealed, raw!)).toThrow();
    expect(() => disclosed(person, sealed, raw!)).toThrow();
  });

  it('derives the key of an event as RFC 5869 says', () => {
    const person = randomBytes(32);
    // Node's own derivation has both steps: ours is the second, given what the first yields.
    const extracted = createHmac('sha256', '').update(person).digest();
    const expected = Buffer.from(hkdfSync('sha256', person, '', 'event-1', 32));
    expect(eventKeyOf(extracted, 'event-1')).toEqual(expected);
  });

  it('still reads what was encrypted under the key of the person itself', async () => {
    const stored = createMemoryEventLog();
    const person = (await vault.keysOf(['customer-1'], { create: true })).get('customer-1')!;
    const { name, phones, ...open } = data;
    const bound = bindingOf({ ...registered, stream: 'customer-1' });
    const fields = encrypt(person, JSON.stringify({ name, phones }), bound);
    const old = { ...registered, data: { ...open, $personal: { person: 'customer-1', fields } } };
    await stored.append('customer-1', [old], { expected: 'no-stream' });
    const [read] = await guardLog(stored, vault, catalogue).readStream('customer-1');
    expect(read!.data).toEqual(data);
  });

  it('decrypts for a feed only what somebody looks at, and shows the same', async () => {
    const stored = createMemoryEventLog();
    const log = guardLog(stored, vault, catalogue);
    await log.append('customer-1', [registered], { expected: 'no-stream' });
    const [raw] = await stored.readStream('customer-1');
    const { fields } = (raw!.data as { $personal: { fields: string } }).$personal;
    const forged = `${fields.slice(0, -4)}AAA=`;
    const broken = {
      id: 'customer-2',
      kind: 'resident',
      $personal: { v: 2, person: 'customer-1', fields: forged },
    };
    const second = propose({ type: 'Registered', at, by, data: broken }, 1, context, 1);
    await stored.append('customer-2', [second], { expected: 'no-stream' });

    const events = [];
    for await (const page of log.feed({ after: 0n, untilHead: true })) events.push(...page.events);
    const [whole, torn] = events.map((event) => event.data as typeof data);
    const { name, ...rest } = whole!;
    expect({ name, ...rest }).toEqual(data);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(data);
    expect(structuredClone(whole)).toEqual(data);
    expect(Object.keys(whole!).sort()).toEqual(Object.keys(data).sort());
    expect(torn!.kind).toBe('resident');
    expect(() => torn!.name).toThrow();
    await expect(log.readStream('customer-2')).rejects.toThrow();
  });

  it('keeps to one person what was changed of that person’s key, or put where data stands', async () => {
    const stored = createMemoryEventLog();
    const log = guardLog(stored, vault, catalogue);
    const write = async (id: string) => {
      const person = { type: 'Registered', at, by, data: { ...data, id } };
      await log.append(id, [propose(person, 0, { ...context, commandId: id }, 1)], {
        expected: 'any',
      });
    };
    for (const id of ['broken-1', 'whole-1']) await write(id);
    const odd = [null, 7, { $personal: 5 }, { $personal: null }, { $personal: { person: 7 } }];
    for (const [number, some] of odd.entries()) {
      const event = { ...registered, id: `00000000-0000-8000-8000-00000000000${number}` };
      await stored.append('odd-1', [{ ...event, data: some as object }], { expected: 'any' });
    }
    await database.pool.query(
      `UPDATE vault.keys SET wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20))
       WHERE person_id = 'broken-1'`,
    );
    const anew = guardLog(stored, await Vault.open(database.pool, master), catalogue);
    for await (const { events } of anew.feed({ after: 0n, untilHead: true })) {
      const [broken, whole, ...others] = events.map((event) => event.data as typeof data);
      expect(() => broken!.name).toThrow(KeyBroken);
      expect(whole!.name).toBe(data.name);
      expect(others).toEqual(odd);
    }
    await expect(anew.readStream('broken-1')).rejects.toThrow(Poison);
    expect((await anew.readStream('whole-1'))[0]!.data).toEqual({ ...data, id: 'whole-1' });
  });

  it('shows nobody blank while it remembers only a few keys', async () => {
    const few = await Vault.open(database.pool, master, { rememberedMax: 1 });
    const log = guardLog(createMemoryEventLog(), few, catalogue);
    const persons = Array.from({ length: 20 }, (_, index) => `customer-${index}`);
    const write = (id: string) => {
      const person = { type: 'Registered', at, by, data: { ...data, id, name: `${id} 先生` } };
      const event = propose(person, 0, { ...context, commandId: id }, 1);
      return log.append(id, [event], { expected: 'no-stream' });
    };
    await Promise.all(persons.map(write));
    const readers = [1, 2, 3].map(async () => {
      const names: string[] = [];
      for await (const page of log.feed({ after: 0n, pageSize: 7, untilHead: true })) {
        names.push(...page.events.map((event) => (event.data as typeof data).name));
      }
      expect(names.sort()).toEqual(persons.map((id) => `${id} 先生`).sort());
    });
    await Promise.all(readers);
    const streams = await Promise.all(persons.map((id) => log.readStream(id)));
    expect(streams.map(([event]) => (event!.data as typeof data).name)).toEqual(
      persons.map((id) => `${id} 先生`),
    );
  });

  it('has the keys of the next page when the reader is done with this one, and leaves at once', async () => {
    const stored = createMemoryEventLog();
    const asked: string[] = [];
    const keysOf = async (persons: Iterable<string>) => {
      asked.push(...persons);
      return new Map();
    };
    const log = guardLog(stored, { keysOf } as never, catalogue);
    for (const id of ['customer-1', 'customer-2', 'customer-3']) {
      const sealed = { id, kind: 'resident', $personal: { v: 2, person: id, fields: '' } };
      const event = { ...registered, id: randomUUID(), data: sealed };
      await stored.append(id, [event], { expected: 'no-stream' });
    }
    for await (const { events } of log.feed({ after: 0n, pageSize: 1 })) {
      expect(events).toHaveLength(1);
      while (!asked.includes('customer-2')) await setImmediate();
      break;
    }
    expect(asked).not.toContain('customer-3');
  });

  it('opens nothing by a key that was destroyed while the reader was busy', async () => {
    const own = await Vault.open(database.pool, master);
    const log = guardLog(createMemoryEventLog(), own, catalogue);
    for (const id of ['customer-busy', 'customer-gone']) {
      const person = { type: 'Registered', at, by, data: { ...data, id } };
      const event = propose(person, 0, { ...context, commandId: id }, 1);
      await log.append(id, [event], { expected: 'no-stream' });
    }
    const names: string[] = [];
    for await (const { events } of log.feed({ after: 0n, pageSize: 1, untilHead: true })) {
      names.push(...events.map((event) => (event.data as typeof data).name));
      await own.destroy(['customer-gone']);
    }
    expect(names).toEqual(['王秀英', '']);
  });

  it('refuses what its contract does not allow, without repeating the value', async () => {
    const log = guardLog(createMemoryEventLog(), vault, catalogue);
    const wrong = { ...registered, data: { ...data, phones: '13800001111' } };
    const appending = log.append('customer-1', [wrong], { expected: 'no-stream' });
    await expect(appending).rejects.toThrow(EventInvalid);
    await expect(appending).rejects.not.toThrow(/13800001111/);
  });

  it('says so when the ledger was encrypted under another master key', async () => {
    await expect(Vault.open(database.pool, randomBytes(32))).rejects.toThrow(MasterKeyUnusable);
  });
});
