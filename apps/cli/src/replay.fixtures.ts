/** A ledger with a customer whose name was corrected and a call, and the command line on it. */
import { derivedId, type ActorId, type Instant } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { ensureBuilt } from '@taizhang/projections';
import { readModels } from '@taizhang/apps/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli';
import { openLedger } from './ledger';

export const personAt = {
  first: '2026-03-01T16:00:00.000+08:00',
  second: '2026-03-02T08:00:00.000Z',
};

/** First taken for another's. */
export const call = { takenFor: 'customer-9abc', of: 'customer-8def', summary: '电表走得飞快' };

const details = { phones: ['13900004444'], address: '胜利路1号' };
const about = { kind: 'resident', unitId: null };

const contactId = 'contact-7kx2';
const caller = { contactId, customerId: call.takenFor };
const words = { type: 'complaint', topic: 'meter', summary: call.summary, recontactOf: null };
const toldOfCall = [
  [
    call.takenFor,
    'CustomerRegistered',
    { customerId: call.takenFor, name: '王大力', ...details, ...about },
    personAt.first,
  ],
  [
    contactId,
    'ContactOpened',
    { contactId, channel: 'hotline', ownerId: 'staff-1', unitId: null },
    personAt.first,
  ],
  [contactId, 'ContactIdentified', caller, personAt.first],
  [contactId, 'ContactClassified', { ...caller, ...words }, personAt.first],
  [contactId, 'ContactIdentified', { contactId, customerId: call.of }, personAt.second],
] as const;

export type TestLedger = Awaited<ReturnType<typeof openTestLedger>>;

export async function openTestLedger() {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
  const place = { databaseUrl: database.url, dataDir };
  const { log, pool, close } = await openLedger(place);
  const tell = async (by: string, type: string, data: object, at: string, stream = customerId) => {
    const commandId = derivedId('replay', type, stream, at);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const event = {
      ...{ id: derivedId(commandId, '0'), type, version: 1, data, by: by as ActorId },
      at: new Date(at).toISOString() as Instant,
      context: { ...ids, channel: 'test', unit: null },
    };
    const { log: ledger, close: done } = await openLedger(place);
    await ledger.append(stream, [event], { expected: 'any' });
    await done();
  };
  const customerId = 'customer-7kx2';
  const told = [
    ['CustomerRegistered', { customerId, name: '李小明', ...details, ...about }, personAt.first],
    ['CustomerDetailsCorrected', { customerId, name: '李晓明', ...details }, personAt.second],
  ] as const;
  for (const [index, [type, data, at]] of told.entries()) {
    await tell(`staff-${index + 1}`, type, data, at);
  }
  for (const [stream, type, data, at] of toldOfCall) await tell('staff-1', type, data, at, stream);
  await ensureBuilt(log, pool, readModels);
  await close();

  return {
    restrict: (personId: string) =>
      tell(
        'staff-3',
        'ProcessingRestricted',
        { personId, ground: 'contested', keepUntil: null, reference: 'GR-2026-50' },
        personAt.second,
        personId,
      ),
    async taizhang(...argv: string[]) {
      let [out, err] = ['', ''];
      const exitCode = await runCli({
        ...{ argv, ...place },
        out: (text) => (out += text),
        err: (text) => (err += text),
      });
      return { exitCode, out, err };
    },
    /** Who looked at what, oldest first. */
    async looks() {
      const text = 'SELECT staff_id, operation, subjects FROM access.looks ORDER BY at';
      type Row = { staff_id: string; operation: string; subjects: string[] };
      return (await database.pool.query<Row>(text)).rows;
    },
    async close() {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
