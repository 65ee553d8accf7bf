/** Who works for one unit acts on its inquiries; one that nobody verified yet is everybody's. */
import { inquiryDecider, type KnownInquiry } from '@taizhang/billing-inquiries/domain';
import type { InquiryEvent, InquiryId } from '@taizhang/contracts/billing-inquiries';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { assertUnit, reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class OwnInquiry {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** @throws HttpProblem `other-unit` when another unit must act on the inquiry */
  async check(principal: Principal, id: InquiryId): Promise<void> {
    if (reachOf(principal, 'inquiry.write') === 'every-unit') return;
    const inquiry = await this.read(id);
    if (inquiry && inquiry.handlerId !== null) {
      assertUnit(principal, 'inquiry.write', inquiry.unitId);
    }
  }

  private async read(id: InquiryId): Promise<KnownInquiry | null> {
    const events = (await this.log.readStream(id)) as unknown as InquiryEvent[];
    const state = events.reduce(inquiryDecider.evolve, inquiryDecider.initialState);
    return state.status === 'unknown' ? null : state;
  }
}
