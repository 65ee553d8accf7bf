/** An older state is put back while processes run: nothing that comes then is passed over. */
import { eventOf, eventsOf, idsOf, readAll } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { PositionBeyondHead, systemClock, type FeedPage } from '@taizhang/kernel';
import { eventually } from '@taizhang/kernel/testing';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

let double: EventStoreDbDouble;
let log: EventStoreDbEventLog;
/** Of another process. */
let other: EventStoreDbEventLog;
let failures: string[];

// No poll in the time of a test: it would notice some of this in the end.
const open = (settleMs = 300) =>
  createEventStoreDbEventLog({
    ...{ connectionString: double.url, clock: systemClock, pollMs: 3_600_000, settleMs },
    onFailure: (_, { message }) => void failures.push(message),
  });

beforeEach(async () => {
  failures = [];
  double = await EventStoreDbDouble.start();
  [log, other] = [open(), open()];
});
afterEach(async () => {
  await Promise.all([log.close(), other.close()]);
  await double.kill();
});

/** A feed that has given out everything there is, and the page that it waits for. */
async function follow(after = 0n, by = log) {
  const pages = by.feed({ after })[Symbol.asyncIterator]();
  let page: FeedPage;
  do page = (await pages.next()).value as FeedPage;
  while (!page.caughtUp);
  const next = pages.next();
  next.catch(() => undefined);
  const { subscribe } = await double.counts();
  // It listens before anything is put back.
  if (subscribe === 0) await eventually(async () => (await double.counts()).subscriptions > 0);
  return { through: page.through, next };
}

it('an own append that stands before what was known ends the feeds', async () => {
  await log.append('complaint-1', eventsOf(6), { expected: 'any' });
  const { next } = await follow();
  await double.forget(6);
  await log.append('complaint-2', [eventOf()], { expected: 'no-stream' });
  await expect(next).rejects.toThrow(PositionBeyondHead);
});

it('a subscription that was begun anew ends them as well', async () => {
  await log.append('complaint-1', eventsOf(2), { expected: 'any' });
  await log.append('complaint-2', eventsOf(2), { expected: 'any' });
  const { next } = await follow();
  await double.forget(2);
  await double.cease('error');
  await expect(next).rejects.toThrow(PositionBeyondHead);
  expect((await readAll(log)).events).toHaveLength(2);
});

it('another event at the very place of the last one is not taken for it', async () => {
  await log.append('complaint-1', [eventOf()], { expected: 'any' });
  await log.append('complaint-2', [eventOf()], { expected: 'any' });
  const { next, through } = await follow();
  await double.forget(1);
  const instead = eventOf();
  const { position } = await other.append('complaint-3', [instead], { expected: 'any' });
  expect(position).toBe(through);
  await double.cease('error');
  await eventually(async () => (await double.counts()).subscriptions > 0);
  await other.append('complaint-3', [eventOf()], { expected: 'any' });
  await expect(next).rejects.toThrow(PositionBeyondHead);
  // Nor by a feed that is begun where the one before ended.
  await expect(readAll(log, { after: through })).rejects.toThrow(PositionBeyondHead);
  expect(idsOf((await readAll(log)).events)).toContain(instead.id);
});

it('an append is made once where the stream has another event at its end by now', async () => {
  const [first, lost, found] = [eventOf(), eventOf(), eventOf()];
  await log.append('complaint-1', [first], { expected: 'any' });
  const { next } = await follow();
  await log.append('complaint-1', [lost], { expected: 'any' });
  await next;
  await double.forget(1);
  await other.append('complaint-1', [found], { expected: 'any' });
  await double.cease('error');
  await eventually(async () => (await double.counts()).subscriptions > 0);
  // What this process has seen of the stream ends at the same revision, with another event.
  const again = await log.append('complaint-1', [found], { expected: 'any' });
  expect(again).toMatchObject({ revision: 1, repeated: true });
});

it('a reading up to the head ends where the head is gone', async () => {
  const events = eventsOf(12);
  for (const event of events) await log.append('complaint-1', [event], { expected: 'any' });
  const pages = log.feed({ after: 0n, untilHead: true, pageSize: 4 })[Symbol.asyncIterator]();
  // The head, and the first page in two parts, are read; the second must wait.
  await double.fault('read', 'unavailable', undefined, 3);
  await pages.next();
  await double.forget(8);
  await double.fault('read', null);
  const rest = (async () => {
    while (!(await pages.next()).done);
  })();
  await expect(rest).rejects.toThrow(PositionBeyondHead);
});

describe('A server that is being put in charge, and does not show yet what it has', () => {
  const nobodyWaitsSoLong = 600_000;
  let patient: EventStoreDbEventLog;

  beforeEach(() => (patient = open(nobodyWaitsSoLong)));
  afterEach(() => patient.close());

  /** What is shown in the end to whom was told that the log is short. */
  const shownTo = async (reading: Promise<IteratorResult<FeedPage>>) => {
    const isTold = () => failures.some((failure) => failure.startsWith('The log ends at'));
    const told = eventually(async () => isTold());
    await Promise.race([told, reading.then(() => told)]);
    await double.index();
    return (await reading).value as FeedPage;
  };

  it('is waited for by who follows it', async () => {
    const { position } = await log.append('complaint-1', [eventOf()], { expected: 'any' });
    const { next } = await follow(0n, patient);
    await double.conceal(position);
    await double.cease('error');
    const event = eventOf();
    const shown = shownTo(next);
    await eventually(async () => {
      const append = log.append('complaint-2', [event], { expected: 'any' });
      return append.then(
        () => true,
        () => false,
      );
    });
    expect(idsOf((await shown).events)).toEqual([event.id]);
  });

  it('is waited for by who begins where he was', async () => {
    const { position } = await log.append('complaint-1', [eventOf()], { expected: 'any' });
    await double.conceal(position);
    const page = await shownTo(patient.feed({ after: position })[Symbol.asyncIterator]().next());
    expect(page).toEqual({ events: [], through: position, caughtUp: true });
  });

  it('is waited for by who was about to read on', async () => {
    const { position } = await patient.append('complaint-1', [eventOf()], { expected: 'any' });
    const { next } = await follow(0n, patient);
    await double.fault('read', 'unavailable');
    const event = eventOf();
    await patient.append('complaint-1', [event], { expected: 'any' });
    await double.conceal(position);
    await double.fault('read', null);
    expect(idsOf((await shownTo(next)).events)).toEqual([event.id]);
  });
});
