/** Ordinary events, and the few things one does with a log in a test. */
import type {
  ActorId,
  Context,
  EventLog,
  FeedOptions,
  FeedPage,
  Instant,
  Proposed,
  Recorded,
} from '@taizhang/kernel';
import { randomUUID } from 'node:crypto';

const contextOf = (commandId: string): Context => ({
  commandId,
  correlationId: randomUUID(),
  causationId: commandId,
  channel: 'hotline',
  unit: 'unit-1',
});

export const eventOf = (changes: Partial<Proposed> = {}): Proposed => ({
  id: randomUUID(),
  type: 'ComplaintLodged',
  version: 1,
  at: '2026-01-05T08:00:00.000Z' as Instant,
  by: 'staff-1' as ActorId,
  context: contextOf(randomUUID()),
  data: { statement: '自周日起停电。' },
  ...changes,
});

export const eventsOf = (count: number, changes: Partial<Proposed> = {}): Proposed[] =>
  Array.from({ length: count }, () => eventOf(changes));

/** Everything the log holds that the options want, and the pages it came in. */
export async function readAll(
  log: EventLog,
  options: Partial<FeedOptions> = {},
): Promise<{ events: Recorded[]; pages: FeedPage[] }> {
  const pages: FeedPage[] = [];
  for await (const page of log.feed({ after: 0n, untilHead: true, ...options })) pages.push(page);
  return { events: pages.flatMap((page) => page.events), pages };
}

/** Follows a feed until `enough` says so; everything it has given until then. */
export async function feedUntil(
  log: EventLog,
  enough: (events: readonly Recorded[], page: FeedPage) => boolean,
  options: Partial<FeedOptions> = {},
): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of log.feed({ after: 0n, ...options })) {
    events.push(...page.events);
    if (enough(events, page)) break;
  }
  return events;
}

export const idsOf = (events: readonly { id: string }[]) => events.map(({ id }) => id);

export const positionsOf = (events: readonly Recorded[]) => events.map(({ position }) => position);

/** No position twice, none behind one that was given out before. */
export function expectIncreasing(positions: readonly bigint[]): void {
  for (const [index, position] of positions.entries()) {
    if (index > 0 && position <= positions[index - 1]!) {
      throw new Error(`Position ${position} follows ${positions[index - 1]}`);
    }
  }
}
