/** A crew acts on what it was sent to; supervisors act on every fault. */
import type { FaultEvent, FaultId } from '@taizhang/contracts/intake';
import { faultDecider, type FaultState } from '@taizhang/intake/domain';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { assertUnit, reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class FaultFacts {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async of(faultId: FaultId): Promise<FaultState> {
    const events = (await this.log.readStream(faultId)) as unknown as FaultEvent[];
    return events.reduce(faultDecider.evolve, faultDecider.initialState);
  }

  /** @throws HttpProblem `other-unit` when another unit, or none yet, must act on the fault */
  async checkUnit(principal: Principal, faultId: FaultId): Promise<void> {
    if (reachOf(principal, 'fault.write') === 'every-unit') return;
    const fault = await this.of(faultId);
    if (fault.status !== 'unknown') assertUnit(principal, 'fault.write', fault.unitId);
  }
}
