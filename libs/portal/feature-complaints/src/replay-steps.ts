/** Whether a step of the slider shows what was known at an instant. */
import type { PastInstant } from '@taizhang/portal/data-access';

type Told = Readonly<{ revision: number; at: string; recordedAt: string }>;

/**
 * A step shows every event up to its own. What was told later than it happened stands behind
 * events that had not happened yet: then no step shows that instant.
 */
export const isStep = (
  events: readonly Told[],
  step: number,
  { at, basis }: PastInstant,
): boolean =>
  events.every((event) => {
    const known = (basis === 'occurred' ? event.at : event.recordedAt) <= at;
    return known === event.revision <= step;
  });
