/** What the log has behind the kept tree is added to it, a page at a time. */
import type { StoredEvent, StoredEvents } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { Edge } from './edge';
import { leafOf, type Hash } from './hash';
import { KeptLeaves } from './kept-leaves';
import type { LogReading } from './log-root';
import { KeptTreeAltered, SealRefused, withAdvice } from './refusal';
import type { SealStore } from './seal-store';
import { tileBits } from './tile';

export type SealOptions = LogReading &
  Readonly<{
    /** Rest as long as was worked, where there is much to take in: others need the process too. */
    leisurely?: boolean;
  }>;

/** Hashed in one go: with thousands, whoever asks the same process something notices it. */
const pageSize = 256;

type LogAndTree = Readonly<{ stored: StoredEvents; store: SealStore }>;

/** @throws SealRefused where what was taken in last is not there any more, or not alone */
export async function takeIn(
  { stored, store }: LogAndTree,
  { signal, leisurely = false, onProgress }: SealOptions,
): Promise<void> {
  await addMarks({ stored, store }, signal);
  if (signal?.aborted) return;
  const size = await store.taken();
  const edge = await Edge.of(size, store.subtrees());
  // From one before the end: what was taken in last must stand there still.
  const before = size > 1 ? await store.positionOf(size - 2) : 0n;
  let due = size > 0 ? await store.subtrees()(0, size - 1) : undefined;
  const pages = stored.stored({ after: before ?? 0n, pageSize, ...when(signal) });
  let last: StoredEvent | undefined;
  let begunAt = performance.now();
  for await (const { events, through } of pages) {
    assertApart(last, events);
    last = events.at(-1) ?? last;
    const page = [...events];
    if (due && page.length > 0) {
      if (!leafOf(page.shift()!).equals(due)) throw endAltered(size);
      due = undefined;
    }
    await add(store, edge, page);
    onProgress?.({ phase: 'hashing', events: edge.size - size, through });
    if (leisurely) await rest(performance.now() - begunAt, signal);
    if (signal?.aborted) return;
    begunAt = performance.now();
  }
  if (due) throw endAltered(size);
}

async function add(store: SealStore, edge: Edge, page: readonly StoredEvent[]): Promise<void> {
  if (page.length === 0) return;
  const from = edge.size;
  const hashes: Hash[][] = [];
  for (const event of page) {
    edge.append(leafOf(event), (level, hash) => {
      if (level % tileBits === 0) (hashes[level / tileBits] ??= []).push(hash);
    });
  }
  const positions = page.map(({ position }) => position);
  await store.grow({ from, positions, streams: page.map(({ stream }) => stream), hashes });
}

/** Marks of streams for leaves of before there were marks, or that somebody took away. */
async function addMarks({ stored, store }: LogAndTree, signal: AbortSignal | undefined) {
  const size = await store.taken();
  let from = await store.marked();
  if (from >= size) return;
  const [after, leaves] = [await store.positionOf(from - 1), new KeptLeaves(store)];
  for await (const { events } of stored.stored({ after: after ?? 0n, pageSize, ...when(signal) })) {
    const page = events.slice(0, size - from);
    for (const [index, event] of page.entries()) {
      const kept = await leaves.at(from + index);
      if (!kept) throw new KeptTreeAltered('Hashes of the kept tree are missing.');
      if (kept.hash.equals(leafOf(event))) continue;
      throw new SealRefused(
        'other-log',
        `The event at place ${from + index} is not what was sealed there. Run "taizhang verify".`,
      );
    }
    const streams = page.map(({ stream }) => stream);
    if (streams.length > 0) await store.mark(from, streams);
    from += page.length;
    if (from >= size || signal?.aborted) return;
  }
}

/** A row that somebody put beside another one must be found before it is sealed for good. */
function assertApart(last: StoredEvent | undefined, events: readonly StoredEvent[]): void {
  const beside = events.find(
    ({ position }, index) => position === (events[index - 1] ?? last)?.position,
  );
  if (!beside) return;
  throw new SealRefused(
    'position-shared',
    `Two events stand at position ${beside.position} of the log: one of them was added in the ` +
      'database. Run "taizhang verify", and take it out.',
  );
}

const endAltered = (size: number) =>
  new SealRefused(
    'end-altered',
    withAdvice(`The event at place ${size - 1}, the last one taken in, is not what it was.`),
  );

const rest = (ms: number, signal: AbortSignal | undefined) =>
  delay(ms, undefined, when(signal)).catch(() => undefined);

const when = (signal: AbortSignal | undefined) => (signal ? { signal } : {});
