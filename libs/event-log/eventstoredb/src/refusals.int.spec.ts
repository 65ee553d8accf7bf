/**
 * What real servers and their client do where a kind double would not: the words they refuse with,
 * what they count and do not show yet, a cluster that has no leader for a while.
 */
import { jsonEvent } from '@eventstore/db-client';
import { eventOf, eventsOf, idsOf, readAll } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { LogUnreachable, OutcomeUnknown, PositionBeyondHead, systemClock } from '@taizhang/kernel';
import { eventually } from '@taizhang/kernel/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { connectionTo } from './connection';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

let double: EventStoreDbDouble;
let log: EventStoreDbEventLog;

const open = (connectionString: string, deadlineMs = 10_000) =>
  createEventStoreDbEventLog({ connectionString, deadlineMs, clock: systemClock });

beforeEach(async () => {
  double = await EventStoreDbDouble.start();
  log = open(double.url);
});
afterEach(async () => {
  await log.close();
  await double.kill();
});

describe('A place where no event begins', () => {
  it('is another log, whichever sentence the server has for the bytes there', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    const { position } = (await log.readStream('complaint-1'))[1]!;
    for (const after of [1n, 2n, 3n, 4n].map((bytes) => position + bytes)) {
      await expect(readAll(log, { after })).rejects.toThrow(PositionBeyondHead);
    }
  });

  it('is none because a server could not read once', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    const [first] = await log.readStream('complaint-1');
    // The first read asks for the head, the second reads on.
    await double.fault('read', 'unreadable', 1, 1);
    expect((await readAll(log, { after: first!.position })).events).toHaveLength(2);
  });
});

describe('An append that a server will never take', () => {
  it.each([
    ['too much at once', { append: 900 }, /Maximum Append Size of 900/],
    ['one event that is too large', { event: 700 }, /Maximum Append Event Size of 700/],
  ])('is no append of which nobody knows: %s', async (_, limit, sentence) => {
    await double.limit(limit);
    const events = eventsOf(2, { data: { statement: '停'.repeat(100) } });
    const append = log.append('complaint-1', events, { expected: 'any' });
    await expect(append).rejects.toThrow(sentence);
    await expect(append).rejects.not.toThrow(OutcomeUnknown);
  });
});

describe('An append that the server counts and does not show yet', () => {
  const events = eventsOf(2);
  const append = (to: EventStoreDbEventLog) =>
    to.append('complaint-1', events, { expected: 'no-stream' });

  it('is found when it is shown', async () => {
    await double.fault('append', 'commit-timeout', 1);
    await expect(append(log)).rejects.toThrow(OutcomeUnknown);
    const again = append(log);
    await eventually(async () => (await double.counts()).append > 4);
    await double.index();
    expect(await again).toMatchObject({ revision: 1, repeated: true });
    expect(idsOf(await log.readStream('complaint-1'))).toEqual(idsOf(events));
  });

  it('is a conflict with nobody', async () => {
    const impatient = open(double.url, 300);
    await double.fault('append', 'commit-timeout', 1);
    await expect(append(impatient)).rejects.toThrow(OutcomeUnknown);
    await expect(append(impatient)).rejects.toThrow(OutcomeUnknown);
    await impatient.close();
  });
});

describe('A cluster found by asking for its leader', () => {
  it('is found again when it was away for longer than the client looks', async () => {
    const address = double.url.replace('esdb:', 'esdb+discover:');
    const found = open(`${address}&maxDiscoverAttempts=1`, 2_000);
    await found.append('complaint-1', [eventOf()], { expected: 'any' });
    await double.kill();
    for (let times = 0; times < 3; times++) {
      await expect(found.readStream('complaint-1')).rejects.toThrow(LogUnreachable);
    }
    double = await double.restart();
    await eventually(() =>
      found.readStream('complaint-1').then(
        () => true,
        () => false,
      ),
    );
    await found.append('complaint-2', [eventOf()], { expected: 'any' });
    await found.close();
  });
});

describe('A server that is away', () => {
  it('is told as such to whoever reads', async () => {
    await double.fault('read', 'unavailable');
    for (const read of [() => log.readStream('complaint-1'), () => log.head(), () => log.last()]) {
      await expect(read()).rejects.toThrow(LogUnreachable);
    }
  });
});

describe('A line that is slow', () => {
  it('is waited for as long as something comes', async () => {
    const patient = open(double.url, 1_000);
    await log.append('complaint-1', eventsOf(12), { expected: 'any' });
    await double.dawdle(110);
    expect(await patient.readStream('complaint-1')).toHaveLength(12);
    await patient.close();
  });
});

describe('A server that is read in steps', () => {
  const readsOf = async (work: () => Promise<unknown>) => {
    const { read } = await double.counts();
    await work();
    return (await double.counts()).read - read;
  };

  it('takes few of them past what others wrote between two events of ours', async () => {
    const [first, second] = [eventOf(), eventOf()];
    const { position } = await log.append('complaint-1', [first], { expected: 'any' });
    const others = connectionTo(double.url);
    const orders = Array.from({ length: 600 }, () => jsonEvent({ type: 'Ordered', data: {} }));
    await others.client.appendToStream('order-1', orders);
    await others.end();
    await log.append('complaint-1', [second], { expected: 'any' });
    const found: string[] = [];
    const reads = await readsOf(async () => {
      const pages = log.stored({ after: position, pageSize: 1 });
      for await (const { events } of pages) found.push(...idsOf(events));
    });
    expect(found).toEqual([second.id]);
    expect(reads).toBeLessThan(10);
  });

  it('takes one for a page of ours', async () => {
    for (const stream of ['complaint-1', 'complaint-2']) {
      await log.append(stream, eventsOf(1_500), { expected: 'any' });
    }
    const reads = await readsOf(async () => {
      expect((await readAll(log)).events).toHaveLength(3_000);
    });
    // And the head is looked for before the first and behind the last.
    expect(reads).toBe(5);
  });
});

describe('A log that was closed', () => {
  it('keeps no connection', async () => {
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    expect(await double.counts()).toMatchObject({ connections: 1 });
    await log.close();
    await eventually(async () => (await double.counts()).connections === 0);
  });

  it('shows no part of a stream as the whole of it', async () => {
    await log.append('complaint-1', eventsOf(12), { expected: 'any' });
    await double.dawdle(200);
    const { read } = await double.counts();
    const reading = log.readStream('complaint-1');
    reading.catch(() => undefined);
    await eventually(async () => (await double.counts()).read > read);
    await delay(500);
    await log.close();
    await expect(reading).rejects.toThrow(LogUnreachable);
  });

  it('takes nothing more, and says so at once', async () => {
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    await log.close();
    const late = log.append('complaint-1', [eventOf()], { expected: 'any' });
    const told = late.catch((error: unknown) => error);
    expect(await Promise.race([told, delay(5_000, undefined, { ref: false })])).toBeInstanceOf(
      OutcomeUnknown,
    );
  });
});
