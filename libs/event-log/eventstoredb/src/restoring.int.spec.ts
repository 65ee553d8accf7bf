/** Restoring on a server that fails: every event is there once, in order, whatever was unknown. */
import { eventOf, idsOf, readAll } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { Conflict, systemClock, type StoredEvent } from '@taizhang/kernel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

let double: EventStoreDbDouble;
let log: EventStoreDbEventLog;
let failures: string[];

const open = (deadlineMs = 10_000) =>
  createEventStoreDbEventLog({
    ...{ connectionString: double.url, clock: systemClock, deadlineMs },
    onFailure: (during) => void failures.push(during),
  });

beforeEach(async () => {
  failures = [];
  double = await EventStoreDbDouble.start();
  log = open();
});
afterEach(async () => {
  await log.close();
  await double.kill();
});

function storedOf(stream: string, revision: number): StoredEvent {
  const { context, data, ...event } = eventOf();
  const texts = { context: JSON.stringify(context), data: JSON.stringify(data) };
  return { ...event, stream, revision, position: 0n, recordedAt: event.at, ...texts };
}

const events = () => [
  ...[0, 1, 2].map((revision) => storedOf('complaint-1', revision)),
  storedOf('contact-1', 0),
  storedOf('complaint-1', 3),
];

it.each(['silent', 'silent-after', 'unavailable', 'not-leader'] as const)(
  'an append that fails is found out about and made once (%s)',
  async (kind) => {
    const wanted = events();
    const impatient = open(1_000);
    await double.fault('append', kind, 2);
    const positions = await impatient.restore(wanted);
    await impatient.close();
    const { events: recorded } = await readAll(log);
    expect(idsOf(recorded)).toEqual(idsOf(wanted));
    expect(recorded.map(({ position }) => position)).toEqual(positions);
    expect(failures).toContain('restore');
  },
);

it('an append that is counted and not shown yet is nobody else’s', async () => {
  const wanted = events();
  await double.fault('append', 'commit-timeout', 1);
  const restoring = log.restore(wanted);
  const ended = restoring.then(
    () => true,
    () => true,
  );
  // Told of the append that was not answered, and of what is not there where it should be.
  while (failures.length < 2 && !(await Promise.race([ended, nextTurn(false)])));
  await double.index();
  const positions = await restoring;
  const { events: recorded } = await readAll(log);
  expect(idsOf(recorded)).toEqual(idsOf(wanted));
  expect(recorded.map(({ position }) => position)).toEqual(positions);
});

it('what is more than a server takes at once goes in parts', async () => {
  const wanted = [0, 1, 2, 3, 4].map((revision) => storedOf('complaint-1', revision));
  await double.limit({ append: 2_000 });
  const positions = await log.restore(wanted);
  const { events: recorded } = await readAll(log);
  expect(idsOf(recorded)).toEqual(idsOf(wanted));
  expect(recorded.map(({ position }) => position)).toEqual(positions);
});

it('a read that fails is tried again', async () => {
  await double.fault('read', 'unavailable', 2);
  expect(await log.restore(events())).toHaveLength(5);
});

it('somebody else’s event in the way ends it', async () => {
  const [first, ...rest] = events();
  await log.append('complaint-1', [eventOf()], { expected: 'no-stream' });
  await expect(log.restore([first!, ...rest])).rejects.toThrow(Conflict);
  expect((await readAll(log)).events).toHaveLength(1);
});
