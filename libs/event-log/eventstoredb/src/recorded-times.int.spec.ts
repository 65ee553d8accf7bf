/** What is known as of an instant is cut from a stream by when it was recorded. */
import { eventOf } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { instant, type Clock } from '@taizhang/kernel';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

let double: EventStoreDbDouble;
const logs: EventStoreDbEventLog[] = [];

beforeAll(async () => (double = await EventStoreDbDouble.start()));
afterAll(async () => {
  for (const log of logs) await log.close();
  await double.kill();
});

const showing = (time: string): Clock => ({ now: () => instant(Date.parse(time)) });
const ahead = '2026-03-02T03:00:00.000Z';
const behind = '2026-03-02T02:00:00.000Z';

/** A process with a clock of its own. */
function processAt(time: string): EventStoreDbEventLog {
  const connectionString = double.url;
  logs.push(createEventStoreDbEventLog({ connectionString, clock: showing(time), pollMs: 50 }));
  return logs.at(-1)!;
}

it('never goes back within a stream, whichever process writes and whatever it remembers', async () => {
  const [fast, slow] = [processAt(ahead), processAt(behind)];
  const stream = 'complaint-written-by-two';
  await slow.append(stream, [eventOf()], { expected: 'any' });
  await fast.append(stream, [eventOf()], { expected: 'any' });
  // Refused at first, because what it remembers is not the end any more.
  await slow.append(stream, [eventOf()], { expected: 'any' });
  await slow.append(stream, [eventOf()], { expected: 2 });
  const times = (await slow.readStream(stream)).map(({ recordedAt }) => recordedAt);
  expect(times).toEqual([behind, ahead, ahead, ahead]);
});

it('and a clock that is ahead is not passed on to other streams', async () => {
  const [fast, slow] = [processAt(ahead), processAt(behind)];
  await fast.append('complaint-shared', [eventOf()], { expected: 'any' });
  await slow.append('complaint-shared', [eventOf()], { expected: 'any' });
  const { recordedAt } = await slow.append('complaint-own', [eventOf()], { expected: 'any' });
  expect(recordedAt).toBe(behind);
});
