/** The torture reads the log's own table; what is damaged there, the checks must name. */
import { derivedId, instant, systemClock, type ActorId } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger } from '@taizhang/platform/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './checks';
import { connected, tracesOf } from './evidence';
import { acknowledged, onItsTopic, soundEvidence } from './evidence.fixtures';
import { eventsOf, postgresLog, rowsAfter, type LogEvent } from './log-reader';

let database: TestDatabase;
let dataDir: string;
let undamaged: readonly LogEvent[];

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
  const ledger = await openLedger({ pool: database.pool, dataDir });
  const log = ledger.log(systemClock);
  for (const name of ['a', 'b', 'c']) {
    for (const revision of [0, 1]) await log.append(...opened(name, revision));
  }
  await ledger.close();
  undamaged = await allEvents();
});
afterAll(async () => {
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const allEvents = () => eventsOf(postgresLog(database.url));

function opened(name: string, revision: number) {
  const at = instant(Date.parse('2026-03-02T02:00:00.000Z'));
  const unitId = `unit-${name}`;
  const commandId = derivedId('evidence', name, String(revision));
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const context = { ...ids, channel: 'api', unit: null };
  const data = { unitId, name: '城东供电所', kind: 'team', parentId: null };
  const event = { id: derivedId(commandId, '0'), type: 'UnitOpened', version: 1, data, context };
  const expected = revision === 0 ? ('no-stream' as const) : revision - 1;
  return [unitId, [{ ...event, at, by: 'staff-lin' as ActorId }], { expected }] as const;
}

/** Names of the checks that find something, after who may do everything did this to the table. */
async function foundAfter(damage: string): Promise<string[]> {
  const client = await database.pool.connect();
  let events: LogEvent[];
  try {
    await client.query('BEGIN');
    await client.query(`ALTER TABLE ledger.events DISABLE TRIGGER append_only; ${damage}`);
    events = await rowsAfter(client, 0n);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  const head = BigInt(undamaged.length);
  const checked = await runChecks({
    ...soundEvidence(),
    events,
    followed: undamaged.map(({ id }) => id),
    commands: undamaged.map(acknowledged),
    facts: undamaged.map(({ id, stream, type, position }) => ({ id, stream, type, position })),
    subscribers: [{ consumer: 'complaints.lodging', position: head, failure: null }],
    topics: undamaged.flatMap(onItsTopic),
    restored: async () => ({ runs: [], events, archive: '王秀英' }),
  });
  return checked.filter(({ findings }) => findings.length > 0).map(({ name }) => name);
}

it('finds words in whatever table holds them, and no longer ones that begin alike', async () => {
  await database.pool.query(
    `CREATE SCHEMA traces;
     CREATE TABLE traces.rows AS SELECT '{"name": "王秀英s1c2n3", "of": "S1C2N30"}'::jsonb AS row;
     CREATE TABLE traces.words AS SELECT array['00000S1C2N3'] AS numbers`,
  );
  const find = (words: string) =>
    connected(database.url, (client) => tracesOf(client, `(?i)(${words})(?![0-9])`));
  expect(await find('s1c2n3|s1c2n4')).toEqual([
    { table: 'traces.rows', text: 's1c2n3' },
    { table: 'traces.words', text: 'S1C2N3' },
  ]);
  expect(await find('s1c2n')).toEqual([]);
});

it('finds nothing in a log that nobody touched', async () => {
  expect(undamaged).toHaveLength(6);
  expect(await foundAfter('')).toEqual([]);
});

it.each([
  ['an event is deleted', 'DELETE FROM ledger.events WHERE position = 3'],
  ['the last events are gone', 'DELETE FROM ledger.events WHERE position > 4'],
  [
    'two events change places',
    `UPDATE ledger.events SET position = -position WHERE position IN (3, 5);
     UPDATE ledger.events SET position = CASE position WHEN -3 THEN 5 ELSE 3 END
       WHERE position < 0`,
  ],
  [
    'an event is there twice',
    `INSERT INTO ledger.events SELECT 7, 'unit-d', 0, gen_random_uuid(), type, version,
       occurred_at, recorded_at, actor, context, data FROM ledger.events WHERE position = 1`,
  ],
  [
    'an event is another command’s',
    `UPDATE ledger.events SET context =
       (SELECT context FROM ledger.events WHERE position = 5) WHERE position = 1`,
  ],
])('finds that %s', async (_, damage) => {
  expect(await foundAfter(damage)).not.toEqual([]);
});
