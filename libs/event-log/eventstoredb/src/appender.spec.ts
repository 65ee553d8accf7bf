/** What the server is asked, on one that only remembers it. */
import { systemClock, type Proposed } from '@taizhang/kernel';
import { Appender } from './appender';
import type { EventStoreDbServer, Stored } from './server';

const event = (id: number): Proposed =>
  ({
    ...{
      id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
      type: 'Lodged',
      version: 1,
    },
    at: systemClock.now(),
    by: 'staff-1' as Proposed['by'],
    context: { commandId: 'c', correlationId: 'c', causationId: 'c', channel: null, unit: null },
    data: {},
  }) as unknown as Proposed;

function longStream(length: number): Stored[] {
  return Array.from({ length }, (_, revision) => ({
    ...{
      uuid: `${revision}`,
      stream: 'complaint-1',
      revision,
      position: BigInt(revision),
      type: 'Lodged',
      data: {},
    },
    metadata: { taizhang: 1, id: event(revision).id },
  }));
}

it('appends to a stream that is too long to be remembered', async () => {
  const stored = longStream(50_001);
  const expected: unknown[] = [];
  const server = {
    readStream: async () => stored,
    append: async (_stream: string, _events: unknown, revision: unknown) => {
      expected.push(revision);
      return { position: 60_000n };
    },
  } as unknown as EventStoreDbServer;
  const appender = new Appender({
    ...{ server, patienceMs: 1_000, onCommitted: () => undefined, onFailure: () => undefined },
    head: () => 0n,
  });
  const append = { stream: 'complaint-1', events: [event(50_001)], expected: 50_000 };
  expect(await appender.append(append, systemClock)).toMatchObject({ revision: 50_001 });
  expect(expected).toEqual([50_000]);
});
