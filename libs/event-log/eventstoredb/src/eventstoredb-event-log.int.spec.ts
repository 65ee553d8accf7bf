import { describeEventLog } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { systemClock } from '@taizhang/kernel';
import { createEventStoreDbEventLog } from './eventstoredb-event-log';
import { freshLog, freshOn } from './fresh-log.fixtures';

/** A real server, where there is one; the double otherwise. */
const given = process.env['EVENTSTORE_URL'];
let double: EventStoreDbDouble | undefined;

beforeAll(async () => {
  if (!given) double = await EventStoreDbDouble.start();
});
afterAll(() => double?.kill());

const name = given ? 'on the EventStoreDB of EVENTSTORE_URL' : 'on a double of EventStoreDB';

describeEventLog(
  name,
  async () => {
    const connectionString = given ?? double!.url;
    // No poll in the time of a test: what one instance writes, the other must hear of.
    const open = () =>
      createEventStoreDbEventLog({
        ...{ connectionString, clock: systemClock, pollMs: 3_600_000, settleMs: 1_000 },
      });
    const logs = [open()];
    // A server that says it lives may still be electing itself.
    await logs[0]!.ready(30_000);
    const fresh = await freshOn(logs[0]!);
    const another = async () => {
      logs.push(open());
      return freshLog(logs.at(-1)!, fresh);
    };
    const close = async () => {
      await Promise.all(logs.map((log) => log.close()));
    };
    return { log: freshLog(logs[0]!, fresh), another, close };
  },
  // A server knows the ids of a stream, not those of all: see docs/decisions/0015.
  { idsAcrossStreams: false },
);

it('never appends on the call that all appends of a process would share', async () => {
  if (double) expect(await double.counts()).toMatchObject({ batchAppend: 0 });
});
