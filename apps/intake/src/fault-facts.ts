/** A crew acts on what it was sent to; supervisors act on every fault. */
import type { FaultEvent, FaultId } from '@taizhang/contracts/intake';
import { faultDecider, type FaultState } from '@taizhang/intake/domain';
import { EVENT_LOG, wasCarriedOut } from '@taizhang/kernel';
import type { Context, EventLog, Recorded } from '@taizhang/kernel';
import { assertUnit, reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class FaultFacts {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async of(faultId: FaultId): Promise<FaultState> {
    return stateAfter(await this.log.readStream(faultId));
  }

  /** @throws HttpProblem `other-unit` when another unit, or none yet, must act on the fault */
  async checkUnit(principal: Principal, faultId: FaultId, context: Context): Promise<void> {
    if (reachOf(principal, 'fault.write') === 'every-unit') return;
    const history = await this.log.readStream(faultId);
    if (wasCarriedOut(history, context)) return;
    const fault = stateAfter(history);
    if (fault.status !== 'unknown') assertUnit(principal, 'fault.write', fault.unitId);
  }
}

const stateAfter = (history: readonly Recorded[]): FaultState =>
  (history as unknown as FaultEvent[]).reduce(faultDecider.evolve, faultDecider.initialState);
