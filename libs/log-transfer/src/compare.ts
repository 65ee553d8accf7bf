/** Whether two logs hold the same, told by reading all of both. */
import {
  assertHeldAlike,
  HeldOtherwise,
  type StoredEvent,
  type StoredEvents,
} from '@taizhang/kernel';
import { createHash, type Hash } from 'node:crypto';
import type { Logs } from './copy';
import { fractionOf, Pace, stopping, throwIfStopped, type Transfer } from './pace';

export type Compared = Readonly<{
  events: number;
  streams: number;
  /** SHA-256 over all that must be equal, in order, in hexadecimal: the same for both logs. */
  digest: string;
}>;

type Comparing = Transfer &
  Readonly<{
    /** Told of every event, as both hold it. */
    onPair?: (ours: StoredEvent, theirs: StoredEvent) => void;
  }>;

/** The first place at which two logs part. */
export class LogsDiffer extends Error {
  constructor(
    /** From 1, in the order of both logs. */
    readonly number: number,
    what: string,
  ) {
    super(`Event ${number} differs: ${what}`);
  }
}

/**
 * Reads both logs, in pages. Positions are each store's own and not compared.
 * @param through where the source is to end; what is behind it is not looked at
 * @throws LogsDiffer naming the first difference, Stopped
 */
export async function compareLogs(
  { source, target }: Logs,
  through: bigint,
  transfer: Comparing = {},
): Promise<Compared> {
  const pace = new Pace('comparing', transfer.onProgress);
  const digest = createHash('sha256');
  const theirs = eventsOf(target, transfer);
  let [events, streams] = [0, 0];
  try {
    for await (const ours of eventsOf(source, transfer, through)) {
      events++;
      const { value } = await theirs.next();
      assertAlike(events, ours, value as StoredEvent | undefined);
      digestEvent(digest, ours);
      transfer.onPair?.(ours, value as StoredEvent);
      if (ours.revision === 0) streams++;
      if (events % 1_000 === 0) pace.add(1_000, fractionOf(ours.position, 0n, through));
    }
    const { value: more } = await theirs.next();
    if (more) throw new LogsDiffer(events + 1, `the target goes on with ${placeOf(more)}`);
  } finally {
    await theirs.return(undefined);
  }
  return { events, streams, digest: digest.digest('hex') };
}

/** Adds an event to a digest that is the same in every store. */
export function digestEvent(digest: Hash, event: StoredEvent): void {
  const { stream, revision, id, type, version, at, recordedAt, by, context, data } = event;
  const fields = [stream, revision, id, type, version, at, recordedAt, by, context, data];
  digest.update(`${JSON.stringify(fields)}\n`);
}

async function* eventsOf(
  log: StoredEvents,
  transfer: Transfer,
  through?: bigint,
): AsyncGenerator<StoredEvent, undefined> {
  const { pageSize = 1_000 } = transfer;
  for await (const page of log.stored({ after: 0n, pageSize, ...stopping(transfer) })) {
    throwIfStopped(transfer);
    for (const event of page.events) {
      if (through !== undefined && event.position > through) return;
      yield event;
    }
  }
  throwIfStopped(transfer);
}

function assertAlike(number: number, ours: StoredEvent, theirs: StoredEvent | undefined): void {
  if (!theirs) throw new LogsDiffer(number, `the target does not have ${placeOf(ours)}`);
  try {
    assertHeldAlike(ours, theirs);
  } catch (error) {
    if (error instanceof HeldOtherwise) {
      throw new LogsDiffer(number, `${placeOf(ours)} has other ${error.field} at the target`);
    }
    const [here, there] = [placeOf(ours), placeOf(theirs)];
    throw new LogsDiffer(number, `${here} at the source, ${there} at the target`);
  }
}

const placeOf = ({ stream, revision }: StoredEvent) => `revision ${revision} of ${stream}`;
