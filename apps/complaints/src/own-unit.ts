/** Who works for one unit acts on its complaints; supervisors act on every unit's. */
import { complaintDecider } from '@taizhang/complaints/domain';
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import { EVENT_LOG, wasCarriedOut } from '@taizhang/kernel';
import type { Context, EventLog } from '@taizhang/kernel';
import { assertUnit, reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class OwnUnit {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** @throws HttpProblem `other-unit` when another unit must act on the complaint */
  async check(principal: Principal, complaintId: ComplaintId, context: Context): Promise<void> {
    if (reachOf(principal, 'complaint.write') === 'every-unit') return;
    const history = await this.log.readStream(complaintId);
    if (wasCarriedOut(history, context)) return;
    const events = history as unknown as ComplaintEvent[];
    const complaint = events.reduce(complaintDecider.evolve, complaintDecider.initialState);
    if (complaint.status !== 'unknown') assertUnit(principal, 'complaint.write', complaint.unitId);
  }
}
