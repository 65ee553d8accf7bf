/** How near a deadline is: the one place that decides which colour and which words it gets. */
import type { Language } from './language';
import { formatMinutes } from './time';

export type Urgency = 'late' | 'soon' | 'calm' | 'kept' | 'missed';

/** The list "breaching soon" of the API means the same span. */
export const soonMinutes = 24 * 60;

export type DeadlineReading = Readonly<{ urgency: Urgency; minutes: number }>;

/**
 * @param state what became of the promise; absent for one that is still running
 * @returns minutes left, or minutes past where it is late
 */
export function readDeadline(
  dueAt: string,
  now: number,
  state: 'running' | 'kept' | 'missed' = 'running',
): DeadlineReading {
  const left = (Date.parse(dueAt) - now) / 60_000;
  const minutes = Math.abs(left);
  if (state === 'kept') return { urgency: 'kept', minutes };
  if (state === 'missed') return { urgency: 'missed', minutes };
  if (left < 0) return { urgency: 'late', minutes };
  return { urgency: left <= soonMinutes ? 'soon' : 'calm', minutes };
}

export const lengthOf = ({ minutes }: DeadlineReading, language: Language): string =>
  formatMinutes(minutes, language);
