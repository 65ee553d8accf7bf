/** Rules and calendar of an installation: what is promised from a moment on, and until when. */
import { chinaCalendar } from './china-calendar';
import { freezePromise } from './frozen-promise';
import type { Instant } from './instant';
import type { PromiseName } from './promise-name';
import type { FrozenPromise } from './promise-rule';
import { shippedRulebook } from './rulebook';
import type { WorkingCalendar } from './working-calendar';

export class Deadlines {
  readonly rulebook = shippedRulebook();

  constructor(readonly calendar: WorkingCalendar = chinaCalendar()) {}

  /**
   * Of these promises those that some rule knows at that moment, as they are frozen into the event
   * that starts them: later editions change nothing about them.
   */
  freeze(
    names: readonly PromiseName[],
    startedAt: Instant,
    unit: string | null = null,
  ): FrozenPromise[] {
    const question = { startedAt, ...(unit ? { unit } : {}) };
    return names.flatMap(
      (promise) => freezePromise(this.rulebook, this.calendar, { promise, ...question }) ?? [],
    );
  }
}
