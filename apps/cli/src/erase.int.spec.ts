/** Erasing from the command line: refused with what to do, decided once, told on a receipt. */
import { readModels } from '@taizhang/apps/platform';
import type { PersonId } from '@taizhang/contracts/intake';
import { privacyDecider } from '@taizhang/intake/domain';
import { derivedId, handle, schemaOf, type ActorId, type Instant } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Erasures, carriedOut } from '@taizhang/platform/service';
import { LiveProjections, ensureBuilt } from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli';
import { openLedger } from './ledger';

const customerId = 'customer-7kx2';
const staffId = 'staff-9';
const name = '欧阳翠萍';
const why = ['--reason', 'consent-withdrawn', '--reference', 'GR-2026-47'];

const lodged = {
  ...{ complaintId: 'complaint-1', customerId, contactId: null, promises: [] },
  ...{ channel: 'counter', category: 'business.tariff', severity: 'general' },
  ...{ statement: '多收了钱', remedySought: '退钱', unitId: 'unit-1', ownerId: staffId },
};

let database: TestDatabase;
let dataDir: string;

beforeEach(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
  const details = { phones: ['13912345678'], address: '落霞巷 47 号' };
  await record(customerId, 'CustomerRegistered', {
    ...{ customerId, name, ...details, kind: 'resident', unitId: null },
  });
  await record(staffId, 'StaffMemberJoined', {
    ...{ staffId, name: '陶云', unitId: 'unit-1', roles: ['agent'] },
  });
  await build();
});
afterEach(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const place = () => ({ databaseUrl: database.url, dataDir });

async function onLedger<Result>(
  work: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<Result>,
) {
  const ledger = await openLedger(place());
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

const record = (stream: string, type: string, data: object) =>
  onLedger(async ({ log }) => {
    const commandId = derivedId('test', stream, type);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const event = {
      ...{ id: derivedId(commandId, '0'), type, version: 1, data, by: 'staff-1' as ActorId },
      at: '2026-03-01T08:00:00.000Z' as Instant,
      context: { ...ids, channel: 'test', unit: null },
    };
    await log.append(stream, [event], { expected: 'any' });
  });
const build = () => onLedger(({ log, pool }) => ensureBuilt(log, pool, readModels));

/** As a running platform does. */
const carryOut = () =>
  onLedger(async ({ log, vault, pool }) => {
    const told = await log.readStream(customerId);
    const erased = told.filter(({ type }) => type === 'PersonErased') as never;
    const live = new LiveProjections(log, pool, readModels);
    live.start();
    const parts = { log: log as GuardedLog, vault, pool, models: readModels };
    await new Erasures(parts).carryOut(erased);
    await live.stop();
    const { events, streams, rows } = await carriedOut(pool, customerId);
    const personId = customerId as PersonId;
    const data = { personId, subjects: [personId], events, streams, rows };
    const [at, by] = ['2026-03-02T08:00:00.000Z' as Instant, 'system-erasure' as ActorId];
    const command = { type: 'CompleteErasure' as const, data, at, by };
    const commandId = derivedId('complete');
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const context = { ...ids, channel: 'system', unit: null };
    await handle(log, privacyDecider, { stream: personId, command, context });
  });

async function taizhang(...argv: string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, ...place() },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

test('whom it does not know it says so, and asks why before anything else', async () => {
  expect(await taizhang('erase', 'somebody', ...why)).toEqual({
    ...{ exitCode: 2, out: '' },
    err: '"somebody" is no id of a person, such as customer-7kx2m9qpa4t1v.\n',
  });
  const unknown = await taizhang('erase', 'customer-0', ...why);
  expect(unknown).toMatchObject({ exitCode: 1, err: 'Nobody of this id was ever registered.\n' });
  const unsaid = await taizhang('erase', customerId, '--requested-by', 'a neighbour');
  expect(unsaid.exitCode).toBe(2);
  expect(unsaid.err).toMatch(
    /^Say why: --reason and --requested-by and --reference must be given /,
  );
  const named = await taizhang('erase', customerId, ...why.slice(0, 3), name);
  expect(named).toMatchObject({ exitCode: 2, err: expect.stringContaining('--reference') });
  const receipt = await taizhang('erase', customerId, '--receipt');
  expect(receipt).toMatchObject({ exitCode: 1, err: 'Nobody decided to erase this person.\n' });
});

test('it decides nothing while something keeps the person, or it cannot know', async () => {
  const atWork = await taizhang('erase', staffId, ...why);
  expect(atWork).toMatchObject({ exitCode: 1, err: 'They work here. Let them leave first.\n' });
  await record('complaint-1', 'ComplaintLodged', lodged);
  const behind = await taizhang('erase', customerId, ...why);
  expect(behind.err).toBe('The read models are behind the log. Start the platform and repeat.\n');
  await onLedger(({ pool }) => pool.query('DROP SCHEMA projections CASCADE'));
  await build();
  const kept = await taizhang('erase', customerId, ...why);
  expect(kept).toMatchObject({ exitCode: 1, err: expect.stringContaining('Restrict the proc') });
});

test('a case of a customer under restriction is exported for whoever answers for it alone', async () => {
  await record('complaint-1', 'ComplaintLodged', lodged);
  const held = { ground: 'contested', keepUntil: null, reference: 'GR-2026-50' };
  await record(customerId, 'ProcessingRestricted', { personId: customerId, ...held });
  const out = join(dataDir, 'case.zip');
  const refused = await taizhang('export', 'case', 'complaint-1', '--out', out);
  expect(refused).toMatchObject({ exitCode: 1, out: '' });
  expect(refused.err).toMatch(
    /^The processing of customer-7kx2 is restricted: .* --restricted\.\n$/,
  );
  expect(existsSync(out)).toBe(false);
  const told = ['export', 'case', 'complaint-1', '--out', out, '--restricted'];
  expect(await taizhang(...told)).toMatchObject({ exitCode: 0, err: '' });
  expect(existsSync(out)).toBe(true);
});

test('nor is one that a customer under restriction has urged', async () => {
  await record('complaint-1', 'ComplaintLodged', { ...lodged, customerId: 'customer-9' });
  const urged = { complaintId: 'complaint-1', contactId: 'contact-1', times: 1 };
  await record('complaint-1', 'ComplaintUrged', urged);
  await record('contact-1', 'ContactIdentified', { contactId: 'contact-1', customerId });
  const held = { ground: 'contested', keepUntil: null, reference: 'GR-2026-50' };
  await record(customerId, 'ProcessingRestricted', { personId: customerId, ...held });
  const out = join(dataDir, 'case.zip');
  const refused = await taizhang('export', 'case', 'complaint-1', '--out', out);
  expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('is restricted') });
});

test('nor is the call of nobody known that led to a question about their account', async () => {
  const { channel, statement, remedySought, ownerId, unitId } = lodged;
  await record('contact-1', 'ContactRouted', {
    ...{ contactId: 'contact-1', to: 'billing-inquiries', caseId: 'inquiry-1', customerId: null },
    ...{ channel, statement, remedySought, ownerId, unitId, topic: 'meter', category: 'bill' },
    ...{ severity: 'general', openedAt: '2026-03-01T08:00:00.000Z' },
  });
  const supply = { accountId: 'account-1', supplyPointId: 'supplypoint-1' };
  await record('inquiry-1', 'InquiryVerified', {
    ...{ inquiryId: 'inquiry-1', customerId: null, ...supply, handlerId: staffId, unitId },
  });
  await record('account-1', 'DisconnectionApproved', {
    ...{ ...supply, customerId, approvedBy: staffId },
  });
  const held = { ground: 'contested', keepUntil: null, reference: 'GR-2026-50' };
  await record(customerId, 'ProcessingRestricted', { personId: customerId, ...held });
  const out = join(dataDir, 'case.zip');
  const refused = await taizhang('export', 'case', 'contact-1', '--out', out);
  expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('is restricted') });
});

test('it decides once, and its receipt tells how far it is and names nobody', async () => {
  const decided = await taizhang('erase', customerId, ...why);
  expect(decided).toMatchObject({ exitCode: 0, err: '' });
  expect(decided.out).toContain(`${customerId} was erased\n`);
  expect(decided.out).toContain('asked for by person: consent-withdrawn, file GR-2026-47');
  expect(decided.out).toContain('being carried out; a platform that is not running does it when');
  expect(await taizhang('erase', customerId, ...why)).toEqual(decided);
  await carryOut();

  const { out, exitCode } = await taizhang('erase', customerId, '--receipt', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    ...{ personId: customerId, ground: 'consent-withdrawn', reference: 'GR-2026-47' },
    ...{ by: 'system-operator', revision: 1, events: 1, streams: 1 },
    completedAt: expect.stringMatching(/Z$/),
  });
  const text = (await taizhang('erase', customerId, '--receipt')).out;
  expect(text).toMatch(/completed .*: 1 events in 1 streams are unreadable, \d+ rows recomputed/);
  expect(out + text).not.toContain(name);
  const events = await database.pool.query(
    `SELECT type FROM ledger.events WHERE stream = $1 ORDER BY revision`,
    [customerId],
  );
  expect(events.rows.map(({ type }) => type)).toEqual([
    ...['CustomerRegistered', 'PersonErased', 'ErasureCompleted'],
  ]);
});

test('until it is carried out everywhere, comparing tells of other rows alone', async () => {
  await taizhang('erase', customerId, ...why);
  await onLedger(({ vault }) => vault.destroy([customerId]));
  const compared = await taizhang('rebuild', '--compare', '--quiet');
  expect(compared).toMatchObject({ exitCode: 0, out: expect.not.stringMatching(/rows differ/) });
  const directory = readModels.find((model) => model.name === 'organisation_directory')!;
  const changed = `UPDATE ${schemaOf(directory)}.staff_members SET name = '' WHERE id = $1`;
  expect((await database.pool.query(changed, [staffId])).rowCount).toBe(1);
  const { exitCode, out } = await taizhang('rebuild', '--compare', '--quiet');
  expect({ exitCode, out }).toMatchObject({ exitCode: 1, out: expect.stringContaining(staffId) });
  expect(out).not.toContain(customerId);
});
