/** The log moved between the two stores and back, by the command an operator types. */
import { eventOf, eventsOf } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { migrateKafkaExchange } from '@taizhang/exchange/kafka';
import type { StoredEvent } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLogAt } from '@taizhang/platform/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli';

jest.setTimeout(180_000);

let folder: string;
let database: TestDatabase;
let back: TestDatabase;
let double: EventStoreDbDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-copy-'));
  [database, back] = [await createTestDatabase(), await createTestDatabase()];
  double = await EventStoreDbDouble.start({ file: join(folder, 'log.ndjson') });
});
afterEach(async () => {
  await double.kill();
  await database.drop();
  await back.drop();
  rmSync(folder, { recursive: true });
});

async function taizhang(...argv: string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, databaseUrl: database.url, dataDir: join(folder, 'data') },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

const copy = (...args: string[]) => taizhang('log', 'copy', '--json', '--quiet', ...args);

async function contentOf(url: string) {
  const { stored, close } = await openLogAt(url);
  const events: Omit<StoredEvent, 'position'>[] = [];
  for await (const page of stored.stored({ after: 0n })) {
    events.push(...page.events.map(({ position: _, ...event }) => event));
  }
  await close();
  return events;
}

/** Streams that take turns, Chinese text, and one text that this program would not write. */
async function fill(url: string, turns: number) {
  const { stored, close } = await openLogAt(url);
  const context = JSON.stringify(eventOf().context);
  for (let turn = 0; turn < turns; turn++) {
    const events = eventsOf(4).map((event, index): StoredEvent => ({
      ...event,
      ...{ stream: `complaint-${index % 3}x${turn}`, revision: index < 3 ? 0 : 1, context },
      position: 0n,
      recordedAt: event.at,
      data: turn === 1 ? '{ "a": 1.0,  "b":"停电" }' : JSON.stringify({ turn, 数: '停电' }),
    }));
    await stored.restore(events);
  }
  await close();
}

test('there and back: identical text, told twice copies nothing', async () => {
  await fill(database.url, 20);
  const before = await contentOf(database.url);
  const there = await copy('--to', double.url);
  expect(there).toMatchObject({ exitCode: 0, err: '' });
  const { digest, through, ...counts } = JSON.parse(there.out);
  expect(counts).toMatchObject({ events: 80, streams: 60, resumed: false, behind: false });
  expect(through.source).toBe('80');

  const again = JSON.parse((await copy('--to', double.url)).out);
  expect(again).toMatchObject({ digest, through, resumed: true });
  const home = JSON.parse((await copy('--from', double.url, '--to', back.url)).out);
  expect(home).toMatchObject({ digest, events: 80, through: { target: '80' } });
  expect(await contentOf(back.url)).toEqual(before);
});

test('a target that is killed in the middle has what it acknowledged; the copy goes on', async () => {
  await fill(database.url, 15);
  const copying = copy('--to', double.url);
  while ((await double.counts()).append < 25) await new Promise(setImmediate);
  await double.kill();
  double = await double.restart();
  expect(await copying).toMatchObject({ exitCode: 0 });
  expect(await contentOf(double.url)).toEqual(await contentOf(database.url));
});

test('what is not the beginning of this log is left alone', async () => {
  await fill(database.url, 2);
  await fill(back.url, 1);
  const refused = await copy('--to', back.url);
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toMatch(/^The target holds something else .* Nothing was written\./);
  expect(await contentOf(back.url)).toHaveLength(4);
});

test('a target that was altered is named, with the place', async () => {
  await fill(database.url, 3);
  await copy('--to', back.url);
  await back.pool.query(`ALTER TABLE ledger.events DISABLE TRIGGER append_only;
    UPDATE ledger.events SET data = '{"turn":7}' WHERE position = 3;`);
  const told = await copy('--to', back.url);
  expect(told.exitCode).toBe(1);
  expect(told.err).toContain('Event 3 differs: revision 0 of complaint-2x0 has other data');
});

test('an address that is none is not repeated: it may hold a password', async () => {
  const { exitCode, err } = await copy('--to', 'mysql://me:secret@localhost/x');
  expect(exitCode).toBe(2);
  expect(err).toBe('The address of a log begins with postgres:// or esdb://.\n');
});

test('where positions are bytes, status does not take them for so many events', async () => {
  await fill(double.url, 2);
  Object.assign(process.env, { EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: double.url });
  try {
    const { exitCode, out } = await taizhang('status');
    expect([exitCode, out]).toEqual([
      0,
      expect.stringMatching(/^The log ends at position [\d,]+\./),
    ]);
  } finally {
    delete process.env['EVENT_LOG'];
    delete process.env['EVENTSTORE_URL'];
  }
});

describe('an exchange at the target that counts in positions of another store', () => {
  const positions = () =>
    back.pool.query('SELECT consumer, position FROM exchange.checkpoints ORDER BY 1');

  beforeEach(async () => {
    await fill(double.url, 5);
    await migrateKafkaExchange(back.pool);
    await back.pool.query(`
      INSERT INTO exchange.checkpoints (consumer, position) VALUES ('assessment.callbacks', 4063);
      INSERT INTO exchange.publisher (name, position) VALUES ('kafka', 4063);
      INSERT INTO exchange.inbox VALUES ('assessment.callbacks', 'taizhang.intake.v1', 0, 4001);
      INSERT INTO exchange.inbound_handled (consumer, source, id) VALUES ('facts', 'bank', '1');`);
  });

  test('is refused before anything is written, with what to do', async () => {
    const refused = await copy('--from', double.url, '--to', back.url);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('is at position 4063 of another store');
    expect(refused.err).toContain('--exchange empty');
    expect(await contentOf(back.url)).toHaveLength(0);
  });

  test('is left while services run, and forgotten once both logs are the same', async () => {
    const way = (exchange: string) =>
      copy('--from', double.url, '--to', back.url, '--exchange', exchange);
    expect(JSON.parse((await way('later')).out)).toMatchObject({ events: 20, exchange: 'left' });
    expect((await positions()).rows).toHaveLength(1);
    expect(JSON.parse((await way('empty')).out)).toMatchObject({ exchange: 'emptied' });
    expect((await positions()).rows).toEqual([]);
    const { rows } = await back.pool.query(
      'SELECT (SELECT count(*) FROM exchange.publisher) + (SELECT count(*) FROM exchange.inbox) ' +
        'AS left, (SELECT count(*) FROM exchange.inbound_handled) AS facts',
    );
    expect(rows).toEqual([{ left: '0', facts: '1' }]);
    const again = await copy('--from', double.url, '--to', back.url);
    expect(JSON.parse(again.out)).toMatchObject({ exchange: 'fits', resumed: true });
  });

  test('does not matter between stores that count alike', async () => {
    await fill(database.url, 5);
    expect(JSON.parse((await copy('--to', back.url)).out)).toMatchObject({ exchange: 'fits' });
    expect((await positions()).rows).toHaveLength(1);
  });
});
