/** Waiting for a server that may be gone or silent at any moment. */
import { setTimeout as delay } from 'node:timers/promises';

/** The server did not answer in time; it may be working on the request still. */
export class DeadlinePassed extends Error {}

/** @throws DeadlinePassed when `work` takes longer; it goes on all the same */
export const within = <T>(deadlineMs: number, work: Promise<T>): Promise<T> =>
  withoutSilence(deadlineMs, () => work);

/**
 * However long `work` takes, as long as it is heard of.
 * @throws DeadlinePassed when nothing is heard of it for that long; it goes on all the same
 */
export async function withoutSilence<T>(
  deadlineMs: number,
  work: (heard: () => void) => Promise<T>,
): Promise<T> {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const message = `EventStoreDB did not answer within ${deadlineMs} ms`;
    timer = setTimeout(() => reject(new DeadlinePassed(message)), deadlineMs);
  });
  const working = work(() => {
    if (!isOver) timer?.refresh();
  });
  working.catch(() => undefined);
  try {
    return await Promise.race([working, deadline]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

const pauseMsMin = 50;
const pauseMsMax = 1_000;

/** Tries again, less and less eagerly, while failures are passing and `signal` is not aborted. */
export async function persistently<T>(
  work: () => Promise<T>,
  options: {
    signal: AbortSignal;
    isPassing: (error: unknown) => boolean;
    onFailure: (error: Error) => void;
  },
): Promise<T> {
  const { signal, isPassing, onFailure } = options;
  for (let pauseMs = pauseMsMin; ; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      onFailure(error as Error);
      // Whoever gives up while waiting is told what was waited for.
      await delay(pauseMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

/** What `work` answers; `undefined` as soon as `signal` is aborted. */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  // Whoever stops waiting leaves the work to end as it likes.
  work.catch(() => undefined);
  if (signal.aborted) return undefined;
  let stop!: () => void;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
