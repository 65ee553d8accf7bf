/** The password of our account was changed, or its rights were taken away, while we run. */
import { eventOf, idsOf } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { LogLockedOut, OutcomeUnknown, systemClock } from '@taizhang/kernel';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

let double: EventStoreDbDouble;
let log: EventStoreDbEventLog;

const append = () => log.append('complaint-1', [eventOf()], { expected: 'any' });
const firstPage = () => log.feed({ after: 0n })[Symbol.asyncIterator]().next();

beforeEach(async () => {
  double = await EventStoreDbDouble.start();
  log = createEventStoreDbEventLog({ connectionString: double.url, clock: systemClock });
});
afterEach(async () => {
  await log.close();
  await double.kill();
});

describe('A server that does not let us in any more', () => {
  it('has not taken an append, which is no append of which nobody knows', async () => {
    await append();
    await double.fault('append', 'unauthenticated');
    await expect(append()).rejects.toThrow(LogLockedOut);
    await expect(append()).rejects.not.toThrow(OutcomeUnknown);
    expect(await log.readStream('complaint-1')).toHaveLength(1);
  });

  it('is told of with what to do, to whoever reads and whoever follows', async () => {
    await append();
    await double.fault('read', 'unauthenticated');
    const reads = [
      () => log.readStream('complaint-1'),
      () => log.head(),
      () => log.last(),
      () => firstPage(),
    ];
    for (const read of reads) {
      await expect(read()).rejects.toThrow(LogLockedOut);
      await expect(read()).rejects.toThrow(/UNAUTHENTICATED.*correct EVENTSTORE_URL and restart/);
    }
  });

  it('is the log it was once it lets us in again', async () => {
    await double.fault('append', 'unauthenticated', 1);
    await double.fault('read', 'unauthenticated', 1);
    await expect(firstPage()).rejects.toThrow(LogLockedOut);
    await expect(append()).rejects.toThrow(LogLockedOut);
    await append();
    const { value } = await firstPage();
    expect(idsOf(value.events)).toEqual(idsOf(await log.readStream('complaint-1')));
  });
});
