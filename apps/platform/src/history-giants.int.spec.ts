/** Whoever calls every day for years: their archive as of any day, at a bounded cost. */
import { contactEvents, customerEvents } from '@taizhang/contracts/intake';
import type { Archive } from '@taizhang/contracts/views';
import { derivedId, instant, systemClock, type ActorId, type Instant } from '@taizhang/kernel';
import type { EventLog, Proposed } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger } from '@taizhang/platform/ledger';
import { ensureBuilt } from '@taizhang/projections';
import { viewsService } from '@taizhang/apps/views';
import {
  Histories,
  asOf,
  difference,
  linksIn,
  trailOf,
  type History,
} from '@taizhang/views/history';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Pool } from 'pg';

jest.setTimeout(180_000);

const calls = 1_300;
/** So many of them are read for one answer here. */
const read = 1_000;
const customerId = 'customer-1';
const day = (n: number) => instant(Date.parse('2020-01-01T08:00:00.000Z') + n * 86_400_000);
const definitions = { ...customerEvents, ...contactEvents };

const told = (type: keyof typeof definitions, data: object, at: Instant): Proposed => {
  const commandId = derivedId('giant', type, at);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const by = 'staff-1' as ActorId;
  const { version } = definitions[type];
  const context = { ...ids, channel: 'test', unit: null };
  return { id: derivedId(commandId, '0'), type, version, data, at, by, context };
};

describe('A customer with more cases than are read at once', () => {
  let database: TestDatabase;
  let pool: Pool;
  let ledger: Awaited<ReturnType<typeof openLedger>>;
  let log: EventLog;
  let histories: Histories;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, { max: 14 });
    const masterKey = randomBytes(32).toString('base64');
    ledger = await openLedger({ pool, dataDir: tmpdir(), masterKey });
    log = ledger.log(systemClock);
    const details = { name: '李小明', phones: ['13900004444'], address: '胜利路1号' };
    const registered = { customerId, kind: 'resident', unitId: null, ...details };
    await log.append(customerId, [told('CustomerRegistered', registered, day(0))], {
      expected: 'any',
    });
    const call = (n: number) => {
      const contactId = `contact-${n}`;
      const opened = { contactId, channel: 'hotline', ownerId: 'staff-1', unitId: null };
      const events = [
        told('ContactOpened', opened, day(n)),
        told('ContactIdentified', { contactId, customerId }, day(n)),
      ];
      return log.append(contactId, events, { expected: 'any' });
    };
    await Promise.all(Array.from({ length: calls }, (_, index) => call(index + 1)));
    await ensureBuilt(log, pool, viewsService.readModels);
    histories = new Histories(log, linksIn(pool), read);
  });
  afterAll(async () => {
    await ledger.close();
    await pool.end();
    await database.drop();
  });

  const archiveAt = async (n: number) => {
    const history = (await histories.of(customerId, day(n))) as History;
    const known = asOf(history, { at: day(n), basis: 'occurred' });
    return known!.state as Archive;
  };

  it('is shown with the newest of then, however much came later', async () => {
    const { customer, contacts } = await archiveAt(60);
    expect(customer.contacts).toBe(60);
    expect(contacts.map(({ id }) => id).slice(0, 2)).toEqual(['contact-60', 'contact-59']);
  });

  it('is told what changed last, and how much more there is', async () => {
    const history = (await histories.of(customerId)) as History;
    const found = difference(history, { from: day(1), to: null, basis: 'occurred' });
    // The customer is one of the parts.
    expect(found.parts).toHaveLength(200);
    expect(found.parts[0]!.kind).toBe('customer');
    expect(found.parts.at(-1)!.id).toBe(`contact-${calls}`);
    expect(found.partsLeftOut).toBe(read + 1 - 200);
    expect(found.steps.length + found.stepsLeftOut).toBe(2 * read);
  });

  it('has a trail of the newest events', async () => {
    const trail = await trailOf((await histories.of(customerId)) as History, histories);
    expect(trail.items).toHaveLength(2_000);
    expect(trail.items.at(-1)!.stream).toBe(`contact-${calls}`);
    expect(trail.itemsLeftOut).toBe(trail.cost.events - 2_000);
  });
});
