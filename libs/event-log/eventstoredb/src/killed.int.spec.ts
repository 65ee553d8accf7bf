/**
 * A server that is killed while four writers and a reader use it: the double, or the server of
 * EVENTSTORE_URL where EVENTSTORE_RESTART is the command that kills it and starts it again.
 */
import { eventOf, feedUntil, idsOf, readAll } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { OutcomeUnknown, systemClock, type Proposed } from '@taizhang/kernel';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

jest.setTimeout(300_000);

const command = process.env['EVENTSTORE_RESTART'];
const given = command ? process.env['EVENTSTORE_URL'] : undefined;

let folder: string;
let double: EventStoreDbDouble | undefined;
let log: EventStoreDbEventLog;

const open = () =>
  createEventStoreDbEventLog({
    ...{ connectionString: given ?? double!.url, clock: systemClock, pollMs: 50 },
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esdb-'));
  if (!given) double = await EventStoreDbDouble.start({ file: join(folder, 'log.ndjson') });
  log = open();
  await log.ready(60_000);
});
afterEach(async () => {
  await log.close();
  await double?.kill();
  rmSync(folder, { recursive: true });
});

async function killAndStartAgain() {
  if (given) return void execFileSync('sh', ['-c', command!]);
  await double!.kill();
  double = await double!.restart();
}

it('comes back with all that was acknowledged, once, and a feed shows each once', async () => {
  const total = 60;
  const after = await log.head();
  const follower = open();
  const seen = feedUntil(follower, ({ length }) => length >= total, { after });
  const killed = [15, 35];
  const name = randomUUID();
  let done = 0;
  const appendUntilTold = async (stream: string, event: Proposed) => {
    for (;;) {
      try {
        return await log.append(stream, [event], { expected: 'any' });
      } catch (error) {
        if (!(error instanceof OutcomeUnknown)) throw error;
      }
    }
  };
  const write = async (writer: number) => {
    for (let count = 0; count < total / 4; count++) {
      await appendUntilTold(`complaint-${name}${writer}`, eventOf());
      if (++done === killed[0]) {
        killed.shift();
        await killAndStartAgain();
      }
    }
  };
  await Promise.all([0, 1, 2, 3].map(write));
  const { events } = await readAll(log, { after });
  expect(new Set(idsOf(events)).size).toBe(total);
  expect(events).toHaveLength(total);
  expect(await seen).toEqual(events);
  expect(killed).toEqual([]);
  await follower.close();
});
