/** Failures in the words of the port, for whoever asked. */
import { LogLockedOut, LogUnreachable } from '@taizhang/kernel';
import { isLockedOut, isPassing } from './server';

/** Of a read or a feed: what lets nobody in, or passes by itself; anything else as it is. */
export function toldToReaders(error: unknown): unknown {
  if (isLockedOut(error)) return lockedOut(error);
  if (!isPassing(error)) return error;
  const { message } = error as Error;
  return new LogUnreachable(`The log cannot be read now: ${message}`, { cause: error });
}

/** A feed that fails in the words of the port. */
export async function* toldFeed<Page>(feed: AsyncGenerator<Page, void>) {
  try {
    yield* feed;
  } catch (error) {
    throw toldToReaders(error);
  }
}

/** What operators are to do, with what the server said. */
export function lockedOut(error: unknown): LogLockedOut {
  const message =
    `EventStoreDB does not let us in (${(error as Error).message}): give the user of ` +
    'EVENTSTORE_URL its password and its rights again, or correct EVENTSTORE_URL and restart';
  return new LogLockedOut(message, { cause: error });
}
