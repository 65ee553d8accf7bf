/** Which promises inquiries and reconnections carry, by the rules in force when they begin. */
import { Deadlines, endOfLocalDay, type FrozenPromise, type LocalDate } from '@taizhang/calendar';
import type { InquiryKind } from '@taizhang/contracts/billing-inquiries';
import type { Instant } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';

type Name = FrozenPromise['promise'];

@Injectable()
export class InquiryPromises {
  constructor(private readonly deadlines: Deadlines) {}

  /** What is answered later than at once is answered in time; a misread register has its own. */
  forAnswer(startedAt: Instant, unit: string | null, kind: InquiryKind | null): FrozenPromise[] {
    const names: Name[] = ['inquiry-answer'];
    if (kind === 'reading-error') names.push('reading-anomaly-answer');
    return this.deadlines.freeze(names, startedAt, unit);
  }

  forMeterTest = (startedAt: Instant, unit: string | null): FrozenPromise[] =>
    this.deadlines.freeze(['meter-test-result', 'meter-test-hard-stop'], startedAt, unit);

  forReconnection = (startedAt: Instant, unit: string | null): FrozenPromise[] =>
    this.deadlines.freeze(['reconnection', 'reconnection-hard-stop'], startedAt, unit);

  /** How long a disconnection must wait: since the notice, and since the last day to pay. */
  beforeDisconnection(noticedAt: Instant, dueOn: LocalDate, unit: string | null): FrozenPromise[] {
    const overdueSince = endOfLocalDay(this.deadlines.calendar.zone, dueOn) as Instant;
    return [
      ...this.deadlines.freeze(['arrears-notice'], noticedAt, unit),
      ...this.deadlines.freeze(['arrears-disconnection-wait'], overdueSince, unit),
    ];
  }

  /** How long after telling the customer once more the supply may be cut. */
  rightBefore = (announcedAt: Instant, unit: string | null): FrozenPromise[] =>
    this.deadlines.freeze(['disconnection-second-notice'], announcedAt, unit);
}
