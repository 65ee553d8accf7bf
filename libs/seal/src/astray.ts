/** What is wrong beside what heads cover: events without a place, and tables that were altered. */
import type { StoredEvents } from '@taizhang/kernel';
import { DatabaseError } from 'pg';
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
  const [unplaced, odd] = [await stored.unplaced?.(), await stored.misnumbered?.()];
  // Whoever has no place in the log is in the way within a stream as well: first what tells more.
  return [
    ...(unplaced ? [findingOf.unplaced(unplaced)] : []),
    ...(shared ? [shared] : []),
    ...(odd ? [findingOf.misnumbered(odd)] : []),
  ];
}

/** The first row beside the log that is not as it was written. */
export async function oddRowIn(store: SealStore): Promise<Finding | undefined> {
  try {
    const odd = await store.oddTile();
    const row = odd?.level === null ? 'Row' : `Tile ${odd?.level}/`;
    return odd && findingOf.oddTile(`${row} ${odd.number}`.replace('/ ', '/'));
  } catch (error) {
    // Tables that were altered so that the question fails hide nothing that was found before it.
    const isAltered = error instanceof DatabaseError && ofAlteredTables.test(error.code ?? '');
    if (!isAltered) throw error;
    return findingOf.unanswered(error);
  }
}

// What a question means no more, once columns are of other types.
const ofAlteredTables = /^(21|22|42)/;
