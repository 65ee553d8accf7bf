/**
 * The log in a backup: segments of lines, each an event as it is stored. Segments are never
 * written again, so a later backup adds what is new, and one that was killed goes on.
 */
import { PositionBeyondHead, type StoredEvent, type StoredLog } from '@taizhang/kernel';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  BackupDamaged,
  readWhole,
  writeManifest,
  writeWhole,
  type Manifest,
  type Segment,
} from './backup-format';
import { fractionOf, Pace, stopping, throwIfStopped, type Transfer } from './pace';

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

// A segment is held in memory as a whole, when it is written and when it is read.
const segmentBytesMax = 16 * 1024 * 1024;
const segmentEventsMax = 20_000;

/** The folder holds a backup of another log, or of this one before it was put back. */
export class ForeignBackup extends Error {}

/** @returns the manifest with all of the log in it @throws ForeignBackup, Stopped */
export async function backUpLog(
  source: StoredLog,
  folder: string,
  before: Manifest,
  transfer: Transfer = {},
): Promise<Manifest> {
  await mkdir(join(folder, 'log'), { recursive: true, mode: 0o700 });
  let manifest = before;
  const start = await assertGoesOn(source, folder, manifest);
  const head = (await source.last())?.position ?? 0n;
  const pace = new Pace('writing', transfer.onProgress);
  for await (const events of segmentsOf(source, start, transfer)) {
    const segment = await writeSegment(folder, manifest.log.length + 1, events);
    manifest = { ...manifest, log: [...manifest.log, segment] };
    await writeManifest(folder, manifest);
    pace.add(events.length, fractionOf(BigInt(segment.last), start, head));
  }
  return manifest;
}

/** @returns where the backup ends, which this log must have @throws ForeignBackup, BackupDamaged */
export async function assertGoesOn(
  source: StoredLog,
  folder: string,
  { log }: Manifest,
): Promise<bigint> {
  const segment = log.at(-1);
  if (!segment) return 0n;
  const last = (await readSegment(folder, segment)).at(-1)!;
  const there = await source.at(last.stream, last.revision);
  if (there && lineOf(there) === lineOf(last)) return last.position;
  throw new ForeignBackup(
    `The backup ends with revision ${last.revision} of ${last.stream}, ` +
      'and the log does not have that event at that place',
  );
}

async function* segmentsOf(source: StoredLog, after: bigint, transfer: Transfer) {
  let events: StoredEvent[] = [];
  let bytes = 0;
  for await (const page of source.stored({ after, pageSize: 1_000, ...stopping(transfer) })) {
    throwIfStopped(transfer);
    for (const event of page.events) {
      events.push(event);
      bytes += event.data.length + event.context.length;
      if (events.length < segmentEventsMax && bytes < segmentBytesMax) continue;
      yield events;
      [events, bytes] = [[], 0];
    }
  }
  throwIfStopped(transfer);
  if (events.length > 0) yield events;
}

async function writeSegment(
  folder: string,
  number: number,
  events: readonly StoredEvent[],
): Promise<Segment> {
  const file = `log/${String(number).padStart(6, '0')}.ndjson.gz`;
  const written = await writeWhole(folder, file, await zip(events.map(lineOf).join('')));
  const [first, last] = [events[0]!, events.at(-1)!].map(({ position }) => String(position));
  return { ...written, events: events.length, first: first!, last: last! };
}

// In one order of fields, whatever store the event came from.
const lineOf = (event: StoredEvent): string => {
  const { position, stream, revision, id, type, version, at, recordedAt, by } = event;
  const { context, data } = event;
  const place = { position: String(position), stream, revision };
  return `${JSON.stringify({ ...place, id, type, version, at, recordedAt, by, context, data })}\n`;
};

async function readSegment(folder: string, segment: Segment): Promise<StoredEvent[]> {
  const text = (await unzip(await readWhole(folder, segment))).toString();
  const events = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const event = JSON.parse(line);
      return { ...event, position: BigInt(event.position) } as StoredEvent;
    });
  if (events.length !== segment.events) {
    throw new BackupDamaged(segment.file, `has ${events.length} events, not ${segment.events}`);
  }
  return events;
}

/** The log of a backup, to be copied from and compared with; nothing can be added to it so. */
export function logOfBackup(folder: string, { log }: Manifest): StoredLog {
  const end = BigInt(log.at(-1)?.last ?? 0);

  async function* stored({ after, pageSize = 1_000, signal }: Parameters<StoredLog['stored']>[0]) {
    if (after > end) throw new PositionBeyondHead(after, end);
    for (const segment of log) {
      if (BigInt(segment.last) <= after) continue;
      const all = await readSegment(folder, segment);
      const events = all.filter(({ position }) => position > after);
      for (let from = 0; from < events.length && !signal?.aborted; from += pageSize) {
        const page = events.slice(from, from + pageSize);
        yield { events: page, through: page.at(-1)!.position };
      }
    }
  }

  return {
    stored,
    last: async () =>
      log.length > 0 ? (await readSegment(folder, log.at(-1)!)).at(-1) : undefined,
    at: async (stream, revision) => {
      for await (const { events } of stored({ after: 0n })) {
        const found = events.find((one) => one.stream === stream && one.revision === revision);
        if (found) return found;
      }
      return undefined;
    },
    restore: async () => {
      throw new TypeError('A backup is written by backUpLog');
    },
  };
}
