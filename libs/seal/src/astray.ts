/** What is wrong beside what heads cover: events without a place, and what stands before all. */
import type { StoredEvents } from '@taizhang/kernel';
import { isOfAlteredTables } from './altered-tables';
import { findingOf, type Finding } from './finding';
import type { SealStore } from './seal-store';

/**
 * Events that no log has: without a place in it, or in their stream.
 * @param shared the first event at the position of another, as the reading of the log found it
 */
export async function astrayIn(
  stored: StoredEvents,
  shared: Finding | undefined,
): Promise<readonly Finding[]> {
  try {
    const [unplaced, odd] = [await stored.unplaced?.(), await stored.misnumbered?.()];
    const isPlain = (await stored.isPlain?.()) ?? true;
    // Whoever has no place in the log is in the way within a stream as well: first what tells more.
    return [
      ...(unplaced ? [findingOf.unplaced(unplaced)] : []),
      ...(shared ? [shared] : []),
      ...(odd ? [findingOf.misnumbered(odd)] : []),
      ...(isPlain ? [] : [findingOf.disguised()]),
    ];
  } catch (error) {
    // A table that was altered so that the question fails hides nothing that was found before it.
    if (!isOfAlteredTables(error)) throw error;
    return [...(shared ? [shared] : []), findingOf.unreadable(error)];
  }
}

/** The first row beside the log that is not as it was written. */
export async function oddRowIn(store: SealStore): Promise<Finding | undefined> {
  const odd = await store.oddRow();
  return odd === undefined ? undefined : findingOf.oddTile(odd);
}
