/** What two people agreed on goes onto the account, once an inquiry's posting. */
import { inquiryEvents } from '@taizhang/contracts/billing-inquiries';
import { derivedId, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideAccount } from './decide-account.handler';
import { InquiryPromises } from './inquiry-promises';
import { KNOWN_ACCOUNTS, type KnownAccounts } from './known-accounts.projection';

@Injectable()
export class PostingProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly promises: InquiryPromises,
    @Inject(KNOWN_ACCOUNTS) private readonly accounts: KnownAccounts,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'billing-inquiries.posting',
      topic: topicOf('billing-inquiries'),
      types: ['AdjustmentPosted'],
      handle: (message) => this.post(message),
    };
  }

  private async post({ id, at, by, data, context }: Published): Promise<void> {
    const { inquiryId, accountId, amountFen } = inquiryEvents.AdjustmentPosted.data.parse(data);
    const known = await this.accounts.byId(accountId);
    // Verified inquiries name accounts we know; the table has just not heard of it yet.
    if (!known) throw new Error(`${accountId} is not known yet`);
    const { supplyPointId, customerId } = known;
    const adjusted = {
      ...{ accountId, supplyPointId, customerId, inquiryId, amountFen },
      ...{ unitId: null, promises: this.promises.forReconnection(at, null) },
    };
    const command = { type: 'AdjustAccount' as const, at, by: by as ActorId, data: adjusted };
    const commandId = derivedId('billing-inquiries.posting', id);
    await this.bus.execute(new DecideAccount(command, { ...context, commandId, causationId: id }));
  }
}
