/** Which promises a complaint carries, by the rules in force when it is lodged. */
import { Deadlines, type FrozenPromise } from '@taizhang/calendar';
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
  constructor(private readonly deadlines: Deadlines) {}

  /** Frozen into the event that starts them; later editions change nothing about them. */
  forComplaint(startedAt: Instant, unit: string | null): FrozenPromise[] {
    return this.deadlines.freeze(['complaint-dispatch', ...answering], startedAt, unit);
  }

  /** Reopened it stays with its unit, so nothing waits to be dispatched. */
  forReopening(startedAt: Instant, unit: string | null): FrozenPromise[] {
    return this.deadlines.freeze(answering, startedAt, unit);
  }
}
