/** Times that do not count, such as a wait for the customer's papers. */
import { millisecondsOf } from './instant';

/** From an instant until another; one that is still going on is given the instant of asking. */
export type Pause = Readonly<{ from: string; until: string }>;

/** Milliseconds since 1970. */
export type Span = Readonly<{ from: number; to: number }>;

/** In order and without overlap: two reasons to wait at the same time are one wait. */
export function mergedPauses(pauses: readonly Pause[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  const spans = pauses.map(({ from, until }) => ({
    from: millisecondsOf(from),
    to: millisecondsOf(until),
  }));
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else if (span.from < span.to) merged.push(span);
  }
  return merged;
}

/**
 * Whether the clock stands when a day ends. A day counts at its 24:00, so a pause of an afternoon
 * costs nothing, a pause over night costs the day, and a promise never falls due inside a pause.
 */
export function pausedAtEndOf(pauses: readonly Span[], endOfDay: string): boolean {
  const end = millisecondsOf(endOfDay);
  return pauses.some(({ from, to }) => from < end && to >= end);
}
