/** Who works for one unit acts on its inquiries; one that nobody verified yet is everybody's. */
import { inquiryDecider } from '@taizhang/billing-inquiries/domain';
import type { InquiryEvent, InquiryId } from '@taizhang/contracts/billing-inquiries';
import { EVENT_LOG, wasCarriedOut } from '@taizhang/kernel';
import type { Context, EventLog } from '@taizhang/kernel';
import { assertUnit, reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class OwnInquiry {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** @throws HttpProblem `other-unit` when another unit must act on the inquiry */
  async check(principal: Principal, id: InquiryId, context: Context): Promise<void> {
    if (reachOf(principal, 'inquiry.write') === 'every-unit') return;
    const history = await this.log.readStream(id);
    if (wasCarriedOut(history, context)) return;
    const events = history as unknown as InquiryEvent[];
    const inquiry = events.reduce(inquiryDecider.evolve, inquiryDecider.initialState);
    if (inquiry.status !== 'unknown' && inquiry.handlerId !== null) {
      assertUnit(principal, 'inquiry.write', inquiry.unitId);
    }
  }
}
