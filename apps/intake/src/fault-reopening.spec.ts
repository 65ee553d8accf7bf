import { Deadlines } from '@taizhang/calendar';
import { CustomerRecord, FaultReopeningProcess, IntakeBook } from '@taizhang/intake/application';
import type { DecideFault } from '@taizhang/intake/application';
import { derivedId, instant, type EventLog, type Published } from '@taizhang/kernel';
import { recorded } from '@taizhang/kernel/testing';
import type { CommandBus } from '@nestjs/cqrs';

const at = instant('2026-03-02T02:00:00.000Z');
const by = 'staff-1' as Published['by'];

/** A customer of this kind whose repaired fault they are asked about, and who is not content. */
async function reopenedFor(kind: string) {
  const customerId = 'customer-1';
  const registered = { type: 'CustomerRegistered', at, by, data: { customerId, kind } };
  const data = { faultId: 'fault-1', customerId, area: 'urban', promises: [] };
  const reported = { type: 'FaultReported', at, by, data };
  const streams: Record<string, unknown> = {
    [customerId]: recorded(customerId, [registered] as never[]),
    'fault-1': recorded('fault-1', [reported] as never[]),
  };
  const log = { readStream: async (stream: string) => streams[stream] } as unknown as EventLog;
  const asked: DecideFault[] = [];
  const bus = { execute: async (one: DecideFault) => void asked.push(one) };
  const book = new IntakeBook(new Deadlines());
  const process = new FaultReopeningProcess(
    bus as unknown as CommandBus,
    book,
    new CustomerRecord(log),
    log,
  );
  const about = { callbackId: 'callback-1', caseId: 'fault-1', customerId, handlerId: null };
  const ids = { commandId: derivedId('c'), correlationId: derivedId('c') };
  await process.subscription().handle({
    ...{ id: derivedId('scored'), type: 'CallbackScored', topic: 't', key: 'k', version: 1 },
    ...{ at, by, position: 1n },
    context: { ...ids, causationId: derivedId('c'), channel: 'test', unit: null },
    data: { ...about, unitId: null, score: 1, dissatisfied: true, comment: '又停了' },
  });
  const { promises = [] } = asked[0]!.command.data as { promises?: { promise: string }[] };
  return promises.map(({ promise }) => promise);
}

describe('A fault opened again for who was called back and is not content', () => {
  it('is promised a crew, and an important user one that comes sooner', async () => {
    const usual = ['fault-dispatch', 'arrival-urban', 'arrival-urban-hard-stop'];
    expect(await reopenedFor('resident')).toEqual(usual);
    expect(await reopenedFor('important')).toEqual([
      ...usual,
      ...['important-user-dispatch', 'important-user-arrival'],
    ]);
  });
});
