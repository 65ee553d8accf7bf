/** Events that no log has, wherever heads reach: without a place in it, or in their stream. */
import type { StoredEvents } from '@taizhang/kernel';
import { findingOf, type Finding } from './finding';

/** @param shared the first event at the position of another, as the reading of the log found it */
export async function astrayIn(
  stored: StoredEvents,
  shared: Finding | undefined,
): Promise<readonly Finding[]> {
  const [unplaced, odd] = [await stored.unplaced?.(), await stored.misnumbered?.()];
  // Whoever has no place in the log is in the way within a stream as well: first what tells more.
  return [
    ...(unplaced ? [findingOf.unplaced(unplaced)] : []),
    ...(shared ? [shared] : []),
    ...(odd ? [findingOf.misnumbered(odd)] : []),
  ];
}
