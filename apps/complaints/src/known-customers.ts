/** A case about nobody cannot be answered to anybody: the customer it names must be registered. */
import {
  complaintMemory,
  knownCustomers,
  type KnownCustomer,
} from '@taizhang/complaints/application';
import { EVENT_LOG, type EventLog } from '@taizhang/kernel';
import { entityOf } from '@taizhang/platform/database';
import { HttpProblem, POSITION_WAITER, type PositionWaiter } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

export const knownCustomerEntity = entityOf<KnownCustomer>(complaintMemory, knownCustomers);

const waitMsMax = 5_000;

@Injectable()
export class KnownCustomers {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(POSITION_WAITER) private readonly waitFor: PositionWaiter,
  ) {}

  /** @throws HttpProblem `customer-unknown`, or `view-behind` while nobody can say */
  async check(id: string | null): Promise<void> {
    if (id === null || (await this.isKnown(id))) return;
    // Registered a moment ago, perhaps: everything acknowledged before the question counts.
    if (!(await this.waitFor(await this.log.head(), waitMsMax))) {
      throw new HttpProblem('view-behind', { retryAfterSeconds: 1 });
    }
    if (!(await this.isKnown(id))) throw new HttpProblem('customer-unknown');
  }

  private isKnown = (id: string) =>
    this.readModels.getRepository(knownCustomerEntity).existsBy({ id });
}
