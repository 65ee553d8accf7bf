/** `npm run start:distributed` as its users give it, with the log in a double of EventStoreDB. */
import type { Seals } from '@taizhang/contracts/views';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until, type Person } from './api.fixtures';
import { settleIn } from './platform.fixtures';

jest.setTimeout(300_000);

const root = join(__dirname, '../../..');

let database: TestDatabase;
let double: EventStoreDbDouble;
let dataDir: string;
let processes: ChildProcess;
let said = '';
let admin: Person;
let supervisor: Person;
let unit: string;

const environment = () => ({
  ...process.env,
  ...{ DATABASE_URL: database.url, EXCHANGE: 'local', SEAL_INTERVAL_SECONDS: '1' },
  ...{ EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: double.url },
});

/** Waits for a sentence of the program; with all of its words when it ends instead. */
const hears = async (pattern: RegExp) => {
  const heard = () => pattern.exec(said)?.[1];
  await until(
    async () => heard() ?? processes.exitCode,
    (word) => word !== null && word !== undefined,
    240_000,
  );
  const word = heard();
  if (!word) throw new Error(`It ended instead:\n${said}`);
  return word;
};

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'taizhang-distributed-'));
  database = await createTestDatabase();
  double = await EventStoreDbDouble.start({ file: join(dataDir, 'log.ndjson') });
  processes = spawn(process.execPath, ['tools/start-distributed.mjs', '--empty'], {
    cwd: root,
    env: { ...environment(), DATA_DIR: join(dataDir, 'data'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [processes.stdout!, processes.stderr!]) {
    stream.on('data', (text) => (said += String(text)));
  }
  const url = await hears(/runs distributed at (\S+)/);
  admin = await settleIn(url, 'admin', await hears(/one-time password (\S+)/));
  unit = (await admin.does('units', { name: '城东处理班', kind: 'team' })).id;
  const roles = ['supervisor', 'auditor'];
  const member = { username: 'lead', name: 'lead', unitId: unit, roles };
  const { oneTimePassword } = (await admin.does('staff', member)) as unknown as {
    oneTimePassword: string;
  };
  supervisor = await settleIn(url, 'lead', oneTimePassword);
});

afterAll(async () => {
  if (processes?.exitCode === null) {
    const ended = once(processes, 'exit');
    processes.kill('SIGTERM');
    await ended;
  }
  await double?.kill();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A contact that intake routes; complaints lodges what the exchange brings, views shows it. */
async function carriedOver(summary: string) {
  const customer = await supervisor.does('customers', { name: '王秀英', kind: 'resident' });
  const classification = { type: 'complaint', topic: 'bill', summary };
  const contact = { channel: 'hotline', customerId: customer.id, classification };
  const { id, revision } = await supervisor.does('contacts', contact);
  const routing = { category: 'business.tariff', statement: summary, remedySought: '退费' };
  const { caseId } = (await supervisor.does(`contacts/${id}/routing`, routing, {
    ifMatch: revision,
  })) as unknown as { caseId: string };
  const { body } = await until(
    () => supervisor.get(`complaints/${caseId}`),
    ({ status }) => status === 200,
    30_000,
  );
  return body;
}

const sealed = async () => (await supervisor.get<Seals>('seals')).body;

it('a case goes from one service to the next', async () => {
  expect(await carriedOver('电费多了一倍')).toMatchObject({ statement: '电费多了一倍' });
  const { rows } = await database.pool.query(
    `SELECT FROM information_schema.tables WHERE table_schema = 'ledger'`,
  );
  expect(rows).toEqual([]);
});

it('goes on when the server was killed and is back', async () => {
  await double.kill();
  double = await double.restart();
  expect(await carriedOver('抄表有误')).toMatchObject({ statement: '抄表有误' });
});

it('shows what its services say of a server that was away', async () => {
  const line = await hears(/complaints: (\{.*"of":"EventLog".*\})/);
  expect(JSON.parse(line)).toMatchObject({ level: 40, msg: expect.stringMatching(/^\w+: /) });
});

it('seals what is in the log', async () => {
  const { size } = await until(
    async () => (await sealed()).heads[0] ?? { size: 0 },
    ({ size }) => size > 10,
    30_000,
  );
  const { rows } = await database.pool.query('SELECT size, refusal FROM seal.state');
  expect([Number(rows[0].size) >= size, rows[0].refusal]).toEqual([true, null]);
});

it('starts no further copy of views that was given another key to seal with', async () => {
  const elsewhere = join(dataDir, 'elsewhere');
  cpSync(join(dataDir, 'data/keys'), join(elsewhere, 'keys'), {
    recursive: true,
    filter: (path) => !/seal-\w+\.key$/.test(path),
  });
  const { privateKey } = generateKeyPairSync('ed25519');
  const SEAL_KEY = JSON.stringify(privateKey.export({ format: 'jwk' }));
  const places = { DATA_DIR: elsewhere, PORT: '0', SEAL_KEY };
  const copy = spawn(process.execPath, ['dist/apps/views/main.mjs'], {
    cwd: root,
    env: { ...environment(), ...places },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  copy.stderr.on('data', (text) => (complaint += String(text)));
  expect(await once(copy, 'close')).toEqual([1, null]);
  expect(complaint).toMatch(
    /^views cannot start: SEAL_KEY is the key [0-9a-f]{64}, but this ledger/,
  );
});

it('stops when it is told to', async () => {
  const ended = once(processes, 'exit');
  processes.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
