/** Which promises a complaint carries, by the rules in force when it is lodged. */
import {
  chinaCalendar,
  freezePromise,
  shippedRulebook,
  type FrozenPromise,
} from '@taizhang/calendar';
import type { Instant } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';

const promised = [
  'complaint-dispatch',
  'complaint-contact',
  'complaint-internal-reply',
  'complaint-reply',
  'complaint-hard-stop',
] as const satisfies FrozenPromise['promise'][];

@Injectable()
export class PromiseBook {
  readonly rulebook = shippedRulebook();
  readonly calendar = chinaCalendar();

  /** Frozen into the event that starts them; later editions change nothing about them. */
  forComplaint(startedAt: Instant, unit: string | null): FrozenPromise[] {
    return promised.flatMap(
      (promise) =>
        freezePromise(this.rulebook, this.calendar, {
          promise,
          startedAt,
          ...(unit ? { unit } : {}),
        }) ?? [],
    );
  }
}
