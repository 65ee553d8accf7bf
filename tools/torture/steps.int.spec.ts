/**
 * A process manager is killed (kill -9) between every two of its steps: before it reads, before and
 * after it appends, before and after it notes that it is done. Each cause has one effect anyway.
 */
import { DecideFault, DecideOutage } from '@taizhang/intake/application';
import { derivedId, instant, systemClock, type ActorId, type EventLog } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger, type Ledger } from '@taizhang/platform/ledger';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duties, owedBy } from './effects';
import { eventsOf, postgresLog, type LogEvent } from './log-reader';
import { commandBus, type Life } from './steps';

jest.setTimeout(300_000);

let database: TestDatabase;
let dataDir: string;
let ledger: Ledger;
let log: EventLog;

const child = join(__dirname, '../..', 'tools/torture/step.child.mjs');

beforeAll(async () => {
  execFileSync(process.execPath, [child]);
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
  ledger = await openLedger({ pool: database.pool, dataDir });
  log = ledger.log(systemClock);
});
afterAll(async () => {
  await ledger?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const at = instant(Date.parse('2026-03-02T02:00:00.000Z'));
const by = 'staff-lin' as ActorId;
const contextOf = (...parts: string[]) => {
  const commandId = derivedId('steps', ...parts);
  return {
    ...{ commandId, correlationId: commandId, causationId: commandId },
    channel: 'api',
    unit: null,
  };
};

type Death = Readonly<{ step: number; effects: number }>;

/** Lives and dies at step after step, each with a cause of its own, until a life is long enough. */
async function dieAtEveryStep(
  manager: Life['manager'],
  cause: (name: string) => Promise<string>,
  effectsOf: (message: string, events: readonly LogEvent[]) => number,
): Promise<Death[]> {
  const deaths: Death[] = [];
  for (let dieAt = 1; ; dieAt++) {
    const message = await cause(`${manager}${dieAt}`);
    const ended = await lifeOf({ databaseUrl: database.url, dataDir, manager, message, dieAt });
    if (ended.signal === null && ended.code === 0) return deaths;
    if (ended.signal !== 'SIGKILL') throw new Error(`ended with ${ended.code}: ${ended.err}`);
    deaths.push({ step: dieAt, effects: effectsOf(message, await allEvents()) });
  }
}

function lifeOf(lived: Life): Promise<{ code: number | null; signal: string | null; err: string }> {
  const life = spawn(process.execPath, [child, JSON.stringify(lived)]);
  let err = '';
  life.stderr.on('data', (data) => (err += data));
  return new Promise((tell) => life.once('close', (code, signal) => tell({ code, signal, err })));
}

const allEvents = () => eventsOf(postgresLog(database.url));

it('a routed contact becomes one complaint, whichever step was the last', async () => {
  const deaths = await dieAtEveryStep('lodging', routeContact, (message, events) => {
    return events.filter(({ context }) => context.causationId === message).length;
  });
  const owed = owedBy(duties[0]!, await allEvents());
  expect(owed).toHaveLength(deaths.length + 1);
  expect(owed.filter(({ effects }) => effects.length !== 1)).toEqual([]);
  // It died before the complaint was there, and after.
  expect(new Set(deaths.map(({ effects }) => effects))).toEqual(new Set([0, 1]));
});

async function routeContact(name: string): Promise<string> {
  const contactId = `contact-${name}`;
  const data = {
    ...{ contactId, to: 'complaints', caseId: `complaint-${name}`, customerId: null },
    ...{ ownerId: by, unitId: null, channel: 'hotline', topic: 'bill' },
    ...{ category: 'business.tariff', severity: 'general', openedAt: at },
    ...{ statement: '电费多了一倍', remedySought: '' },
  };
  const context = contextOf(name);
  const id = derivedId(context.commandId, '0');
  const event = { id, type: 'ContactRouted', version: 1, data, at, by, context };
  await log.append(contactId, [event], { expected: 'no-stream' });
  return id;
}

it('an outage that is over restores each of its reports once, whichever step was the last', async () => {
  const deaths = await dieAtEveryStep('outages', restoreOutage, (message, events) => {
    return events.filter(({ context }) => context.causationId === message).length;
  });
  const { rows: parked } = await database.pool.query('SELECT * FROM exchange.parked');
  expect(parked).toEqual([]);
  const events = await allEvents();
  const outages = events.filter(({ type }) => type === 'OutageRestored');
  expect(outages).toHaveLength(deaths.length + 1);
  const restored = events.filter(({ type }) => type === 'SupplyRestored');
  expect(new Set(restored.map(({ stream }) => stream)).size).toBe(restored.length);
  expect(restored).toHaveLength(outages.length * 2);
  // It died with none of the two restored, with one, and with both.
  expect(new Set(deaths.map(({ effects }) => effects))).toEqual(new Set([0, 1, 2]));
});

/** An outage with two reports; answers the event that ends it. */
async function restoreOutage(name: string): Promise<string> {
  const bus = commandBus(log);
  const outageId = `outage-${name}`;
  const tell = (type: string, data: object, ...more: string[]) => {
    const command = { type, at, by, data: { outageId, ...data } } as never;
    return bus.execute(new DecideOutage(command, contextOf(name, type, ...more)));
  };
  const endsAt = instant(Date.parse(at) + 3_600_000);
  const where = { kind: 'fault', area: 'urban', place: '城东片', unitIds: [], reason: '' };
  await tell('AnnounceOutage', { ...where, startsAt: at, endsAt });
  for (const faultId of [`fault-${name}a`, `fault-${name}b`]) {
    const fault = {
      ...{ faultId, customerId: null, contactId: null, supplyPointId: null, class: 'low-voltage' },
      ...{ area: 'urban', place: '朝阳路1号', statement: '没电', channel: 'hotline', ownerId: by },
      ...{ unitId: null, promises: [], grounds: [] },
      triage: { outcome: 'known-outage', outageId, paidRepairAgreed: false, note: '' },
    };
    const command = { type: 'ReportFault', at, by, data: fault } as never;
    await bus.execute(new DecideFault(command, contextOf(faultId)));
    await tell('LinkFault', { faultId }, faultId);
  }
  await tell('RestoreOutage', {});
  return derivedId(contextOf(name, 'RestoreOutage').commandId, '0');
}
