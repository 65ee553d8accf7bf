/** Which promises a complaint carries, by the rules in force when it is lodged. */
import {
  chinaCalendar,
  freezePromise,
  shippedRulebook,
  type FrozenPromise,
} from '@taizhang/calendar';
import type { Instant } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';

type Name = FrozenPromise['promise'];

const answering: readonly Name[] = [
  'complaint-contact',
  'complaint-internal-reply',
  'complaint-reply',
  'complaint-hard-stop',
];

@Injectable()
export class PromiseBook {
  readonly rulebook = shippedRulebook();
  readonly calendar = chinaCalendar();

  /** Frozen into the event that starts them; later editions change nothing about them. */
  forComplaint(startedAt: Instant, unit: string | null): FrozenPromise[] {
    return this.freeze(['complaint-dispatch', ...answering], startedAt, unit);
  }

  /** Reopened it stays with its unit, so nothing waits to be dispatched. */
  forReopening(startedAt: Instant, unit: string | null): FrozenPromise[] {
    return this.freeze(answering, startedAt, unit);
  }

  private freeze(names: readonly Name[], startedAt: Instant, unit: string | null) {
    const question = { startedAt, ...(unit ? { unit } : {}) };
    return names.flatMap(
      (promise) => freezePromise(this.rulebook, this.calendar, { promise, ...question }) ?? [],
    );
  }
}
