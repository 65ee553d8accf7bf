/**
 * Whether what is known of a customer may be used to call or to write to them (PIPL article 47,
 * paragraph 2). What they tell by themselves is taken all the same: a contact, a rating by a link
 * they hold; and so is what serves cases under way, supply, bills and payments.
 */
import { processingAfter, type CustomerId, type Processing } from '@taizhang/contracts/intake';
import { EVENT_LOG, Refused, type EventLog } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class CustomerProcessing {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** From the customer's own stream, so that a decision counts at once. */
  async of(customerId: CustomerId | null): Promise<Processing> {
    if (customerId === null) return 'normal';
    return processingAfter((await this.log.readStream(customerId)).map(({ type }) => type));
  }

  /** @throws Refused `processing-restricted`, `person-erased` */
  async assertMayBeAsked(customerId: CustomerId | null): Promise<void> {
    const processing = await this.of(customerId);
    if (processing === 'restricted') throw new Refused('processing-restricted');
    if (processing === 'erased') throw new Refused('person-erased');
  }
}
