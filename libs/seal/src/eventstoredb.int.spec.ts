/** The same seals over a log in EventStoreDB, whose positions are bytes and leave gaps. */
import { eventOf } from '@taizhang/event-log/compliance';
import {
  createEventStoreDbEventLog,
  type EventStoreDbEventLog,
} from '@taizhang/event-log/eventstoredb';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { systemClock, type StoredEvent } from '@taizhang/kernel';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSeals, type Seals } from './open-seals';
import { SealedLog } from './seal.fixtures';

/** The log in PostgreSQL that some tests compare with; its database also keeps the seals. */
let beside: SealedLog;
let file: string;
let double: EventStoreDbDouble;
let log: EventStoreDbEventLog;
let seals: Seals;

beforeEach(async () => {
  beside = await SealedLog.open();
  file = join(beside.dataDir, 'log.ndjson');
  double = await EventStoreDbDouble.start({ file });
  await connect();
});
afterEach(async () => {
  await log.close();
  await double.kill();
  await beside.close();
});

async function connect() {
  log = createEventStoreDbEventLog({ connectionString: double.url, clock: systemClock });
  const { database, dataDir } = beside;
  const clock = systemClock;
  seals = await openSeals({ stored: log, pool: database.pool, dataDir, clock });
}

/** Streams that take turns. */
async function append(count: number, words = '') {
  for (let index = 0; index < count; index++) {
    await log.append(`complaint-${index % 7}`, [eventOf({ data: { words, 数: index } })], {
      expected: 'any',
    });
  }
}

/** The server stopped, its file changed by hand, and started again. */
async function tamper(change: (text: string) => string) {
  await log.close();
  await double.kill();
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, change(before));
  expect(readFileSync(file, 'utf8')).not.toBe(before);
  double = await double.restart();
  await connect();
}

describe('A log in EventStoreDB', () => {
  it('is sealed as it grows, and verifies', async () => {
    for (const count of [20, 280]) {
      await append(count);
      await seals.sealer.seal();
    }
    await append(3);
    const verified = await seals.verify();
    expect(verified).toMatchObject({ finding: null, sealed: 300, unsealed: 3, heads: 2 });
    const last = (await log.last())!;
    expect(await seals.store.placeOf(last.position)).toBeUndefined();
    await seals.sealer.seal();
    expect(await seals.store.placeOf(last.position)).toBe(302);
  });

  it('has the roots that the same log has in PostgreSQL', async () => {
    await beside.append(60);
    const { head } = await beside.sealer().seal();
    const events: StoredEvent[] = [];
    for await (const page of beside.stored.stored({ after: 0n })) events.push(...page.events);
    await log.restore(events);
    const rebuilt = await seals.sealer.rebuildTree();
    expect(rebuilt).toMatchObject({ signed: false, head: { text: head!.text } });
    expect((await seals.verify()).finding).toBeNull();
    await append(1);
    expect((await seals.sealer.seal()).head!.head.size).toBe(61);
  });

  it('goes on with the same tree where the server was away', async () => {
    await append(5);
    await seals.sealer.seal();
    await double.cease('error');
    await double.fault('read', 'unavailable', 2);
    await append(4);
    expect((await seals.sealer.seal()).head!.head.size).toBe(9);
    expect((await seals.verify()).finding).toBeNull();
  });

  it('tells which event was altered, and signs nothing behind an altered end', async () => {
    await append(12);
    await seals.sealer.seal();
    await tamper((text) => changedData(text, 4));
    expect((await seals.verify()).finding).toMatchObject({ place: 4 });
    await tamper((text) => changedData(changedData(text, 4), 11));
    await append(1);
    await expect(seals.sealer.seal()).rejects.toThrow('The event at place 11');
  });

  it('is found to be older than what was signed when a former state was put back', async () => {
    await append(6);
    const former = readFileSync(file, 'utf8');
    await append(4);
    await seals.sealer.seal();
    await tamper(() => former);
    await expect(seals.sealer.seal()).rejects.toThrow('An older state of the log was put back');
    expect((await seals.store.state()).refusal).toMatchObject({ code: 'log-ends-early' });
    expect((await seals.verify()).finding).toMatchObject({ what: 'end', place: 6 });

    // Others go on writing upon it, past the place where the lost events were.
    await append(9, '补写的内容');
    await expect(seals.sealer.seal()).rejects.toThrow('No event begins at position');
    expect((await seals.store.state()).refusal).toMatchObject({ code: 'end-altered' });
    expect((await seals.verify()).finding).toMatchObject({ place: 6 });
  });
});

type Written = { stream: string; data: string };

/** The event with that number in another version: a digit of its data differs, or does again. */
function changedData(text: string, number: number): string {
  let seen = -1;
  const change = (event: Written): Written => {
    if (!event.stream.startsWith('complaint-') || ++seen !== number) return event;
    const data = Buffer.from(event.data, 'base64').toString();
    const swapped = data.replace(/(\d+)\}$/, (_, digits: string) => `${Number(digits) ^ 1}}`);
    return { ...event, data: Buffer.from(swapped).toString('base64') };
  };
  const lines = text.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => `${JSON.stringify((JSON.parse(line) as Written[]).map(change))}\n`)
    .join('');
}
