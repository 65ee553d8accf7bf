/** Read models forget exactly what a rebuild would not show, whatever history there was. */
import { schemaOf, systemClock } from '@taizhang/kernel';
import { openLedger } from '@taizhang/platform/ledger';
import { Erasures, carriedOut } from '@taizhang/platform/service';
import { Heartbeats, migrateSubscribers } from '@taizhang/platform/subscribers';
import { ensureBuilt, rebuild, servedPosition } from '@taizhang/projections';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { anyEvents, type StreamEvent } from './any-events.fixtures';
import { until } from './api.fixtures';
import { openLiveLedger, type LiveLedger } from './live-ledger.fixtures';
import { readModels as models } from './services';

jest.setTimeout(120_000);

const customers = ['customer-1', 'customer-2', 'customer-3'];
const subjects = [...customers, 'contact-4', 'staff-5'];

describe('Erasing several people', () => {
  let opened: LiveLedger;
  let { pool, ledger, log, live } = {} as LiveLedger;

  beforeAll(async () => {
    opened = await openLiveLedger(models);
    ({ pool, ledger, log, live } = opened);
    await write(1, 1_500);
    await live.waitFor(await log.head(), 60_000);
  });
  afterAll(() => opened.close());

  /** One after the other, because what is refused must be one event and not a page of them. */
  const write = async (seed: number, count: number) => {
    for (const { stream, event } of anyEvents(seed, count)) {
      await log.append(stream, [event], { expected: 'any' }).catch(ignorePersonErased);
    }
  };
  const erasures = (onFailure = (_: unknown) => undefined as void) =>
    new Erasures({ log: ledger.log(systemClock), vault: ledger.vault, pool, models, onFailure });
  const erased = () =>
    ({ data: { personId: customers[0], subjects } }) as unknown as Parameters<
      Erasures['carryOut']
    >[0][number];
  const differences = async () => {
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    return [...comparisons].map(([name, { differences: count, examples }]) => ({
      ...{ name, count, examples: examples.slice(0, 3) },
    }));
  };
  const none = models.map(({ name }) => ({ name, count: 0, examples: [] }));

  it('shows otherwise what it showed before, which the next proof needs', async () => {
    await ledger.vault.destroy(subjects);
    const counts = (await differences()).filter(({ count }) => count > 0);
    expect(counts.length).toBeGreaterThan(1);
  });

  it('leaves every read model as rebuilt, while it is written on', async () => {
    const writing = write(2, 300);
    await erasures().carryOut([erased()]);
    await writing;
    await live.waitFor(await log.head(), 60_000);
    expect([...live.states().values()].flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(await differences()).toEqual(none);
  });

  it('leaves tables alone that a newer release serves, and waits for that one', async () => {
    const newer = { ...models[0]!, version: models[0]!.version + 1 };
    await ensureBuilt(log, pool, [newer]);
    await migrateSubscribers(pool);
    const states = [{ ...(await live.subscribers())[0]!, name: schemaOf(newer) }];
    const beating = new Heartbeats(pool, [{ subscribers: async () => states }], {
      process: 'newer-1',
    });
    await beating.beat();
    await ledger.vault.keysOf(['customer-6'], { create: true });
    const decided = { data: { personId: 'customer-6', subjects: ['customer-6'] } } as never;
    await expect(erasures().carryOut([decided])).rejects.toThrow(/newer release/);
    expect(await servedPosition(pool, newer)).not.toBeNull();
    await beating.stop();
    await erasures().carryOut([decided]);
    expect(await servedPosition(pool, newer)).toBeNull();
  });

  /** What stands in the log before anybody has acted on it. */
  const decide = async (personId: string, theirs: readonly string[] = [personId]) => {
    await ledger.vault.keysOf(theirs, { create: true });
    const decided = { ground: 'unlawful', requestedBy: 'authority', reference: 'GR-2026-9' };
    const data = { personId, ...decided, subjects: theirs };
    const ids = { commandId: 'e', correlationId: 'e', causationId: 'e' };
    const event = { type: 'PersonErased', data, at: '2026-03-02T01:00:00.000Z', by: 'staff-1' };
    const context = { ...ids, channel: 'test', unit: null };
    const proposed = { ...event, id: randomUUID(), version: 1, context };
    await log.append(personId, [proposed as never], { expected: 'any' });
  };
  const register = async (customerId: string) => {
    const isAboutThem = ({ event }: StreamEvent) => event.type === 'CustomerRegistered';
    const { event } = [...anyEvents(3, 3_000)].find(isAboutThem)!;
    const theirs = { ...event, id: randomUUID(), data: { ...(event.data as object), customerId } };
    await log.append(customerId, [theirs], { expected: 'any' });
  };
  const untilDone = async (started: Erasures, personId: string) => {
    started.start();
    try {
      await until(
        () => carriedOut(pool, personId),
        ({ isDone }) => isDone,
        30_000,
      );
    } finally {
      await started.stop();
    }
  };

  it('is carried out by whoever starts after a crash between the decision and the keys', async () => {
    await decide('customer-9');
    const failures: unknown[] = [];
    await untilDone(
      erasures((error) => void failures.push(error)),
      'customer-9',
    );
    expect(failures).toEqual([]);
    expect((await ledger.vault.keysOf(['customer-9'])).size).toBe(0);
    expect(await differences()).toEqual(none);
  });

  it('stops when it is told to while a rebuild is under way, and is carried out later', async () => {
    const rebuilding = await pool.connect();
    await rebuilding.query(`SELECT pg_advisory_lock(hashtextextended('rebuild ' || $1, 0))`, [
      schemaOf(models[0]!),
    ]);
    await decide('customer-81');
    const started = erasures();
    started.start();
    try {
      const keys = () => ledger.vault.destroyed(['customer-81']);
      await until(keys, (gone) => gone.size === 1);
      await delay(2_500); // it has read the log by now, and waits
      const stopped = started.stop().then(() => 'stopped');
      expect(await Promise.race([stopped, delay(5_000, 'hangs')])).toBe('stopped');
      expect(await carriedOut(pool, 'customer-81')).toMatchObject({ isDone: false });
    } finally {
      rebuilding.release(true);
    }
    await untilDone(erasures(), 'customer-81');
    expect(await differences()).toEqual(none);
  });

  it('is carried out although the log falls silent, which is told', async () => {
    await decide('customer-8');
    const whole = ledger.log(systemClock);
    let feeds = 0;
    const hung = async function* () {
      await new Promise<never>(() => undefined);
      yield* whole.feed({ after: 0n });
    };
    const silent: typeof whole = {
      ...whole,
      feed: (options) => (!options.untilHead && feeds++ === 0 ? hung() : whole.feed(options)),
    };
    const told: unknown[] = [];
    const onFailure = (error: unknown) => void told.push((error as Error).message);
    const parts = { vault: ledger.vault, pool, models, onFailure, silenceMsMax: 100 };
    await untilDone(new Erasures({ log: silent, ...parts }), 'customer-8');
    expect(told).toEqual(['The log holds more and has given nothing for 0 s']);
  });

  it('is carried out for those behind somebody whose key was changed in the database', async () => {
    await register('customer-61');
    await decide('customer-61');
    await decide('customer-71');
    await pool.query(
      `UPDATE vault.keys SET wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20))
       WHERE person_id = 'customer-61'`,
    );
    // One that has not opened the key before.
    const later = await openLedger({ pool, dataDir: tmpdir(), masterKey: opened.masterKey });
    const parts = { log: later.log(systemClock), vault: later.vault, pool, models };
    await expect(parts.log.readStream('customer-61')).rejects.toThrow(
      'was changed in the database',
    );
    await untilDone(new Erasures(parts), 'customer-71');
    expect(await carriedOut(pool, 'customer-61')).toMatchObject({ isDone: true });
    await later.close();
  });

  it.each([
    ['before anything is', 'customer-91', 'customer-92'],
    ['while something is', 'customer-93', 'customer-94'],
  ])('takes in what is found to be theirs %s forgotten', async (when, id, found) => {
    for (const one of [id, found]) await register(one);
    await live.waitFor(await log.head(), 60_000);
    const untilThere = (text: string, ...values: unknown[]) =>
      until(
        async () => (await pool.query(text, values)).rowCount ?? 0,
        (count) => count > 0,
      );
    const destroyed = 'SELECT FROM vault.destroyed WHERE person_id = $1';
    const rebuilding = await pool.connect();
    const held = `SELECT pg_advisory_lock(hashtextextended('rebuild ' || $1, 0))`;
    await rebuilding.query(held, [schemaOf(models[0]!)]);
    const started = erasures();
    started.start();
    try {
      await decide(id);
      await untilThere(destroyed, id);
      if (when.startsWith('while')) {
        await untilThere(`SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'taizhang forget'`);
      }
      await decide(id, [id, found]);
      await untilThere(destroyed, found);
      rebuilding.release(true);
      const { events } = await until(
        () => carriedOut(pool, id, [id, found]),
        ({ isDone }) => isDone,
      );
      expect(events).toBe(2);
    } finally {
      await started.stop();
    }
    expect(await differences()).toEqual(none);
  });

  it('gives the place of a destroyed key free although a crash came in between', async () => {
    await ledger.vault.keysOf(['customer-51'], { create: true });
    const decision = { data: { personId: 'customer-51', subjects: ['customer-51'] } } as never;
    const query = pool.query.bind(pool) as (...asked: unknown[]) => unknown;
    let vacuums = 0;
    const spy = jest
      .spyOn(pool, 'query')
      .mockImplementation(((text: unknown, ...rest: unknown[]) =>
        text === 'VACUUM vault.keys' && ++vacuums === 1
          ? Promise.reject(new Error('Connection terminated unexpectedly'))
          : query(text, ...rest)) as never);
    await expect(erasures().carryOut([decision])).rejects.toThrow('Connection terminated');
    await erasures().carryOut([decision]);
    spy.mockRestore();
    expect(vacuums).toBe(2);
  });

  it('is complete although the clock was put back after the keys were destroyed', async () => {
    await pool.query(`UPDATE vault.destroyed SET destroyed_at = destroyed_at + interval '1 day'`);
    await erasures().carryOut([erased()]);
    expect(await carriedOut(pool, customers[0]!, subjects)).toMatchObject({ isDone: true });
  });

  it('drops versions that are served no more', async () => {
    const schemas = async () =>
      (await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'customer_archive%'`))
        .rows.length;
    await pool.query('CREATE SCHEMA customer_archive_v1');
    await pool.query('DELETE FROM projections.forgotten');
    await erasures().carryOut([erased()]);
    expect(await schemas()).toBe(1);
    expect(await differences()).toEqual(none);
  });
});

function ignorePersonErased(error: Error): void {
  if (error.message !== 'Refused: person-erased') throw error;
}
