/**
 * Streams of which a server shows a part only, by its own rules: on the double, or on the server
 * of EVENTSTORE_URL.
 */
import type { EventStoreDBClient } from '@eventstore/db-client';
import { eventOf, eventsOf, idsOf, readAll } from '@taizhang/event-log/compliance';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { PositionBeyondHead, systemClock, type StoredEvent } from '@taizhang/kernel';
import { randomUUID } from 'node:crypto';
import { connectionTo, type Connection } from './connection';
import { createEventStoreDbEventLog, type EventStoreDbEventLog } from './eventstoredb-event-log';
import { StreamCut } from './stream-cut';

const given = process.env['EVENTSTORE_URL'];

let double: EventStoreDbDouble | undefined;
let log: EventStoreDbEventLog;
/** An operator of the server. */
let operator: Connection;
let client: EventStoreDBClient;
let stream: string;

const open = () =>
  createEventStoreDbEventLog({ connectionString: given ?? double!.url, clock: systemClock });

beforeEach(async () => {
  if (!given) double = await EventStoreDbDouble.start();
  log = open();
  await log.ready(30_000);
  operator = connectionTo(given ?? double!.url);
  ({ client } = operator);
  stream = `complaint-${randomUUID()}`;
});
afterEach(async () => {
  await log.close();
  await operator.end();
  await double?.kill();
});

const isCut = (error: unknown) => error instanceof StreamCut;

const ways: readonly [string, () => Promise<unknown>][] = [
  ['deleted', () => client.deleteStream(stream)],
  ['deleted for good', () => client.tombstoneStream(stream)],
  ['truncated at its beginning', () => client.setStreamMetadata(stream, { truncateBefore: 3 })],
  ['truncated at its end', () => client.setStreamMetadata(stream, { truncateBefore: 9 })],
  ['cut to its newest events', () => client.setStreamMetadata(stream, { maxCount: 2 })],
];

describe.each(ways)('A stream that was %s', (_, hide) => {
  beforeEach(async () => {
    await log.append(stream, eventsOf(5), { expected: 'no-stream' });
    await hide();
  });

  it('is told as such, to whoever reads all or a part of it', async () => {
    const other = open();
    await expect(other.readStream(stream)).rejects.toThrow(StreamCut);
    await expect(other.readStream(stream, { from: 1, to: 2 })).rejects.toThrow(StreamCut);
    await expect(other.at(stream, 0)).rejects.toThrow(StreamCut);
    await expect(other.readStream(stream)).rejects.toThrow(stream);
    await other.close();
  });

  it('is not begun anew as if it had never been', async () => {
    const other = open();
    const begin = () => other.append(stream, [eventOf()], { expected: 'no-stream' });
    await expect(begin()).rejects.toThrow(StreamCut);
    await expect(other.append(stream, [eventOf()], { expected: 'any' })).rejects.toThrow(StreamCut);
    await other.close();
  });
});

it('a stream that was never begun is none, and may have a memo beside it', async () => {
  expect(await log.readStream(stream)).toEqual([]);
  await client.setStreamMetadata(stream, { memo: 'of the operators' });
  expect(await log.readStream(stream)).toEqual([]);
  await log.append(stream, [eventOf()], { expected: 'no-stream' });
  expect(await log.readStream(stream, { from: 1 })).toEqual([]);
});

it('what is taken out of the metadata again shows what was hidden', async () => {
  const events = eventsOf(5);
  await log.append(stream, events, { expected: 'no-stream' });
  await client.setStreamMetadata(stream, { truncateBefore: 3 });
  await expect(log.readStream(stream)).rejects.toThrow(StreamCut);
  await client.setStreamMetadata(stream, {});
  expect(idsOf(await log.readStream(stream))).toEqual(idsOf(events));
});

it('what was deleted is shown again when it was described twice, as the refusal says', async () => {
  const events = eventsOf(5);
  await log.append(stream, events, { expected: 'no-stream' });
  await client.deleteStream(stream);
  await expect(log.readStream(stream)).rejects.toThrow('twice where it was deleted');
  await client.setStreamMetadata(stream, {});
  // What the server puts in follows upon what was written, and may be shown a moment later.
  const isShown = () => log.readStream(stream).then(Boolean, (error) => !isCut(error));
  const deadline = Date.now() + 60_000;
  while (await isShown()) if (Date.now() > deadline) throw new Error('It is shown at once');
  await client.setStreamMetadata(stream, {});
  expect(idsOf(await log.readStream(stream))).toEqual(idsOf(events));
});

it('what is restored behind a deleted stream is not taken for its beginning', async () => {
  await log.append(stream, eventsOf(2), { expected: 'no-stream' });
  await client.deleteStream(stream);
  const { context, data, ...event } = eventOf();
  const texts = { context: JSON.stringify(context), data: JSON.stringify(data) };
  const stored: StoredEvent = {
    ...{ ...event, stream, revision: 0, position: 0n, recordedAt: event.at },
    ...texts,
  };
  await expect(log.restore([stored])).rejects.toThrow(StreamCut);
});

it('a scavenge under a feed is told, not passed over', async () => {
  if (!double) return;
  const start = await log.head();
  await log.append('complaint-1', eventsOf(3), { expected: 'no-stream' });
  await log.append('contact-1', [eventOf()], { expected: 'no-stream' });
  const [, second] = (await readAll(log, { after: start })).events;
  await client.setStreamMetadata('complaint-1', { truncateBefore: 2 });
  // The log itself has them still.
  expect((await readAll(log, { after: start })).events).toHaveLength(4);
  await double.scavenge();
  const goOn = readAll(log, { after: second!.position });
  await expect(goOn).rejects.toThrow(PositionBeyondHead);
  await expect(goOn).rejects.toThrow('without what was read from it');
});
