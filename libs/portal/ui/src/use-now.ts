/** The present, for countdowns: one clock for the whole page, read every ten seconds. */
import { useSyncExternalStore } from 'react';
import { localDayOf } from './time';

const everyMs = 10_000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((tell) => tell());
  }, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read() {
  // Nobody listened for a while: the clock stood still.
  if (!timer && Date.now() - now > everyMs) now = Date.now();
  return now;
}

export const useNow = (): number => useSyncExternalStore(subscribe, read);

/** The local day, `2026-01-05`. */
export const useToday = (): string => localDayOf(useNow());
