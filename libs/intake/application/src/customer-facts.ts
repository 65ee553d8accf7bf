/** What the customer's own record says about a place: facts a fault report needs. */
import type {
  Area,
  CustomerEvent,
  CustomerId,
  CustomerKind,
  SupplyPointId,
} from '@taizhang/contracts/intake';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';

export type CustomerFacts = Readonly<{
  kind: CustomerKind | null;
  supplyPoint(id: SupplyPointId | null): Readonly<{ area: Area; address: string }> | null;
}>;

const nobody: CustomerFacts = { kind: null, supplyPoint: () => null };

@Injectable()
export class CustomerRecord {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async factsOf(customerId: CustomerId | null): Promise<CustomerFacts> {
    if (!customerId) return nobody;
    const events = (await this.log.readStream(customerId)) as unknown as readonly CustomerEvent[];
    const registered = events.find(({ type }) => type === 'CustomerRegistered');
    const points = events.flatMap((event) =>
      event.type === 'SupplyPointConnected' ? [event.data] : [],
    );
    return {
      kind: registered?.type === 'CustomerRegistered' ? registered.data.kind : null,
      supplyPoint: (id) => points.find(({ supplyPointId }) => supplyPointId === id) ?? null,
    };
  }
}
