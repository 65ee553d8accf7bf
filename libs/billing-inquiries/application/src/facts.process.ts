/** Facts that systems of others put on the inbound topic; over HTTP the same handler takes them. */
import { Poison, type InboundFact, type InboundSubscription } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { InboundFactsHandler } from './inbound-facts.handler';

@Injectable()
export class FactsProcess {
  constructor(private readonly facts: InboundFactsHandler) {}

  subscription(): InboundSubscription {
    return {
      consumer: 'billing-inquiries.facts',
      types: this.facts.types,
      handle: (fact) => this.take(fact),
      aboutOf: accountNumberOf,
      personOf: (fact) => this.facts.customerOf(accountNumberOf(fact)),
    };
  }

  /** Nobody can be told a verdict here: what cannot be recorded is parked with the reason. */
  private async take(fact: InboundFact): Promise<void> {
    const { verdict } = await this.facts.take(fact);
    if (verdict.verdict === 'accepted' || verdict.verdict === 'duplicate') return;
    const places = verdict.reasons.map(({ path }) => path).join(', ');
    throw new Poison(places ? `${verdict.verdict}: ${places}` : verdict.verdict);
  }
}

/** Also of a fact that breaks its contract otherwise: it is somebody's all the same. */
function accountNumberOf({ data }: InboundFact): string | null {
  const { accountNumber } = (data ?? {}) as Readonly<{ accountNumber?: unknown }>;
  return typeof accountNumber === 'string' ? accountNumber : null;
}
