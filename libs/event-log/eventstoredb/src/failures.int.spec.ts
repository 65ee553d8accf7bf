/**
 * What goes wrong between us and the server, provoked on the double. A real server cannot be told
 * to fail: these say what the adapter does about it, not what the server does.
 */
import { eventOf, eventsOf, feedUntil, idsOf, readAll } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import {
  Conflict,
  OutcomeUnknown,
  PositionBeyondHead,
  systemClock,
  type Instant,
  type Proposed,
} from '@taizhang/kernel';
import { eventually } from '@taizhang/kernel/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';

let folder: string;
let double: EventStoreDbDouble;
let log: EventStoreDbEventLog;
let failures: string[];

const open = (options: { deadlineMs?: number; pollMs?: number } = {}) =>
  createEventStoreDbEventLog({
    ...{ connectionString: double.url, clock: systemClock, pollMs: 3_600_000, ...options },
    onFailure: (during, { message }) => void failures.push(`${during}: ${message}`),
  });

beforeEach(async () => {
  failures = [];
  folder = mkdtempSync(join(tmpdir(), 'esdb-'));
  double = await EventStoreDbDouble.start({ file: join(folder, 'log.ndjson') });
  log = open();
});
afterEach(async () => {
  await log.close();
  await double.kill();
  rmSync(folder, { recursive: true });
});

describe('A server that does not answer an append', () => {
  it.each(['silent', 'silent-after'] as const)(
    'leaves its outcome unknown; the same again makes it once (%s)',
    async (kind) => {
      const impatient = open({ deadlineMs: 1_000 });
      const events = eventsOf(2);
      await double.fault('append', kind, 1);
      const append = () => impatient.append('complaint-1', events, { expected: 'no-stream' });
      await expect(append()).rejects.toThrow(OutcomeUnknown);

      const { revision, position, repeated } = await append();
      expect({ revision, repeated }).toEqual({ revision: 1, repeated: kind === 'silent-after' });
      const recorded = await log.readStream('complaint-1');
      expect(idsOf(recorded)).toEqual(idsOf(events));
      expect(recorded[1]!.position).toBe(position);
      await impatient.close();
    },
  );

  it.each(['unavailable', 'not-leader'] as const)('because it cannot (%s)', async (kind) => {
    const events = eventsOf(1);
    await double.fault('append', kind, 1);
    const append = () => log.append('complaint-1', events, { expected: 'any' });
    await expect(append()).rejects.toThrow(OutcomeUnknown);
    expect(await append()).toMatchObject({ revision: 0, repeated: false });
  });

  it('fails no append of another client', async () => {
    const other = open({ deadlineMs: 500 });
    await double.fault('append', 'silent', 1);
    const lost = other.append('complaint-1', [eventOf()], { expected: 'any' });
    lost.catch(() => undefined);
    await eventually(async () => (await double.counts()).append === 1);
    const kept = eventsOf(20).map((event, index) =>
      log.append(`contact-${index}`, [event], { expected: 'any' }),
    );
    await expect(lost).rejects.toThrow(OutcomeUnknown);
    await Promise.all(kept);
    expect(await double.counts()).toMatchObject({ batchAppend: 0 });
    await other.close();
  });
});

describe('An append that lasts to fail', () => {
  it('is told as it is: what is too large is too large the next time as well', async () => {
    const large = eventOf({ data: { statement: '停'.repeat(600_000) } });
    const append = log.append('complaint-1', [large], { expected: 'any' });
    await expect(append).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' });
    await expect(append).rejects.not.toThrow(OutcomeUnknown);
  });
});

describe('What is remembered of a stream', () => {
  it('gives way to what the server says when it has lost an acknowledged event', async () => {
    const [first, second, third] = eventsOf(3) as [Proposed, Proposed, Proposed];
    await log.append('complaint-1', [first], { expected: 'no-stream' });
    await log.append('complaint-1', [second], { expected: 0 });
    await double.forget(1);
    const stale = log.append('complaint-1', [third], { expected: 1 });
    await expect(stale).rejects.toEqual(new Conflict('complaint-1', 1, 0));
    const again = await log.append('complaint-1', [second], { expected: 0 });
    expect(again).toMatchObject({ revision: 1, repeated: false });
  });

  it('is made once also where the expected revision happens to be right again', async () => {
    const event = eventOf();
    const first = await log.append('complaint-1', [event], { expected: 'no-stream' });
    const forgetful = open();
    const again = await forgetful.append('complaint-1', [event], { expected: 0 });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await log.readStream('complaint-1')).toHaveLength(1);
    await forgetful.close();
  });

  it('records by the clock of whoever appends', async () => {
    const later = log.by({ now: () => '2099-01-05T08:00:00.000Z' as Instant });
    const { recordedAt } = await later.append('complaint-1', [eventOf()], { expected: 'any' });
    expect(recordedAt).toBe('2099-01-05T08:00:00.000Z');
    expect((await log.readStream('complaint-1'))[0]!.recordedAt).toBe(recordedAt);
  });
});

describe('A subscription', () => {
  it.each(['error', 'end'] as const)('that ceases is begun anew (%s)', async (how) => {
    const writer = open();
    const seen = feedUntil(log, ({ length }) => length === 2);
    await eventually(async () => (await double.counts()).subscriptions === 1);
    await writer.append('complaint-1', [eventOf()], { expected: 'any' });
    await double.cease(how);
    await eventually(async () => (await double.counts()).subscribe === 2);
    await writer.append('complaint-1', [eventOf()], { expected: 'any' });
    expect(idsOf(await seen)).toEqual(idsOf(await log.readStream('complaint-1')));
    expect(failures.join()).toContain('listen: ');
    await writer.close();
  });

  it('that falls silent delays a reader by a poll, and is begun anew', async () => {
    const watched = open({ pollMs: 20 });
    const ids: string[] = [];
    const feed = watched.feed({ after: 0n })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    await eventually(async () => (await double.counts()).subscriptions === 1);
    await double.cease('mute');
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    ids.push(...idsOf((await next).value.events));
    expect(ids).toEqual(idsOf(await log.readStream('complaint-1')));
    const beyond = feed.next();
    await eventually(async () => (await double.counts()).subscribe > 1);
    expect(failures).toContain('listen: The subscription is silent');
    await watched.close();
    await beyond;
  });

  it('is looked after still by a poll that was refused once', async () => {
    const watched = open({ pollMs: 20 });
    const feed = watched.feed({ after: 0n })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    await eventually(async () => (await double.counts()).subscriptions === 1);
    // As a server that has just begun, and does not know its users yet.
    await double.fault('read', 'unauthenticated', 1);
    await eventually(() => failures.some((failure) => failure.startsWith('poll: ')));
    await double.cease('mute');
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    expect((await next).value.events).toHaveLength(1);
    await watched.close();
  });

  it('leaves nothing behind when nobody follows any more', async () => {
    await feedUntil(log, (_, { caughtUp }) => caughtUp);
    const ending = new AbortController();
    const feed = feedUntil(log, () => false, { signal: ending.signal });
    await eventually(async () => (await double.counts()).subscriptions === 1);
    ending.abort();
    await feed;
    await eventually(async () => (await double.counts()).subscriptions === 0);
  });
});

describe('A log that was closed', () => {
  it('looks after nothing any more, also where a reader never asked for the next page', async () => {
    // So often that a poll is under way whenever the log is closed.
    const watched = open({ pollMs: 1 });
    const feed = watched.feed({ after: 0n })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    await eventually(async () => (await double.counts()).subscriptions === 1);
    await watched.append('complaint-1', [eventOf()], { expected: 'any' });
    await next;
    failures = [];
    await watched.close();
    await delay(300);
    expect(failures).toEqual([]);
  });
});

describe('A feed', () => {
  it('waits for a server that cannot be read, and goes on', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    await double.fault('read', 'unavailable', 3);
    expect((await readAll(log)).events).toHaveLength(3);
    expect(failures.filter((failure) => failure.startsWith('feed'))).toHaveLength(3);
  });

  it('waits for a server that says nothing, and goes on', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    const impatient = open({ deadlineMs: 100 });
    await double.fault('read', 'silent', 2);
    expect((await readAll(impatient)).events).toHaveLength(3);
    await impatient.close();
  });

  it('tells that the log is another one when its position begins no event', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    const [first] = await log.readStream('complaint-1');
    for (const after of [1n, first!.position + 1n]) {
      await expect(readAll(log, { after })).rejects.toThrow(PositionBeyondHead);
    }
  });

  it('tells that the log has lost what was read already', async () => {
    await log.append('complaint-1', eventsOf(3), { expected: 'any' });
    const watched = open({ pollMs: 20 });
    const pages = watched.feed({ after: 0n })[Symbol.asyncIterator]();
    expect((await pages.next()).value.events).toHaveLength(3);
    const next = pages.next();
    next.catch(() => undefined);
    await double.forget(4);
    await expect(next).rejects.toThrow(PositionBeyondHead);
    await watched.close();
  });
});

describe('A server that is not there yet', () => {
  it('is waited for, and then no longer', async () => {
    await double.fault('read', 'unavailable', 3);
    await log.ready(10_000);
    await double.fault('read', 'unavailable');
    await expect(log.ready(100)).rejects.toThrow('Not Ready');
  });

  it('is waited for while it knows no users yet', async () => {
    await double.fault('read', 'unauthenticated', 3);
    await log.ready(10_000);
    await double.fault('read', 'unauthenticated');
    await expect(log.ready(100)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('is not told of with its password', () => {
    const connect = () =>
      createEventStoreDbEventLog({ connectionString: 'esdb://a:secret@:x', clock: systemClock });
    expect(connect).toThrow(TypeError);
    expect(connect).not.toThrow('secret');
  });
});
