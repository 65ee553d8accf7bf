/** What a command names, as the log has it: a slip of the finger is refused, not recorded. */
import {
  processingAfter,
  type CustomerId,
  type OutageId,
  type SupplyPointId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { CustomerFacts } from '@taizhang/intake/application';
import {
  staffMemberDecider,
  type StaffMemberEvent,
  type StaffMemberState,
} from '@taizhang/organisation/domain';
import { EVENT_LOG } from '@taizhang/kernel';
import type { ActorId, EventLog } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

/**
 * A supply point of that customer: whose supply it is tells whose words these are, and who can have
 * them erased.
 * @throws HttpProblem `supply-point-unknown`
 */
export function supplyPointOf(facts: CustomerFacts, id: SupplyPointId) {
  const point = facts.supplyPoint(id);
  if (!point) throw new HttpProblem('supply-point-unknown');
  return point;
}

@Injectable()
export class Registered {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /**
   * Nor may it be somebody who was erased: the words of whoever is taken for them would go as well.
   * @throws HttpProblem `customer-unknown`, `person-erased`
   */
  async customer(id: CustomerId): Promise<void> {
    const types = (await this.log.readStream(id)).map(({ type }) => type);
    if (types.length === 0) throw new HttpProblem('customer-unknown');
    if (processingAfter(types) === 'erased') throw new HttpProblem('person-erased');
  }

  /** @throws HttpProblem `unit-unknown` */
  unit = (id: UnitId) => this.check(id, 'unit-unknown');

  /** @throws HttpProblem `outage-unknown` */
  outage = (id: OutageId) => this.check(id, 'outage-unknown');

  /** @throws HttpProblem `staff-member-unknown` */
  staffMember = (id: ActorId) => this.check(id, 'staff-member-unknown');

  /** Where a member of staff works, and as what. */
  async workOf(id: ActorId): Promise<StaffMemberState> {
    const events = (await this.log.readStream(id)) as unknown as readonly StaffMemberEvent[];
    return events.reduce(staffMemberDecider.evolve, staffMemberDecider.initialState);
  }

  private async check(stream: string, problem: string): Promise<void> {
    const [first] = await this.log.readStream(stream, { to: 0 });
    if (!first) throw new HttpProblem(problem);
  }
}
