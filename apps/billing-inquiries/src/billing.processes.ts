/** Starts what runs by itself in this service, and stops it with the service. */
import {
  FactsProcess,
  InquiryDeadlines,
  OpeningProcess,
  PostingProcess,
  ReopeningProcess,
  UrgingProcess,
} from '@taizhang/billing-inquiries/application';
import { EXCHANGE, SUBSCRIBERS, SubscriberRegistry } from '@taizhang/kernel';
import type { Exchange } from '@taizhang/kernel';
import { Clockwork } from '@taizhang/promises';
import { failureClassOf } from '@taizhang/platform/subscribers';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

@Injectable()
export class BillingProcesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('BillingInquiries');
  private readonly clockwork: Clockwork;

  constructor(
    private readonly opening: OpeningProcess,
    private readonly reopening: ReopeningProcess,
    private readonly posting: PostingProcess,
    private readonly facts: FactsProcess,
    private readonly urging: UrgingProcess,
    deadlines: InquiryDeadlines,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(SUBSCRIBERS) subscribers: SubscriberRegistry,
  ) {
    this.clockwork = new Clockwork(
      'billing-inquiries.deadlines',
      () => deadlines.tick(),
      ({ message }) => this.logger.warn(`Deadlines were not looked at: ${message}`),
      { classOf: failureClassOf },
    );
    subscribers.add(this.clockwork);
  }

  async onApplicationBootstrap(): Promise<void> {
    const processes = [this.opening, this.reopening, this.posting, this.urging];
    for (const process of processes) await this.exchange.subscribe(process.subscription());
    await this.exchange.subscribeInbound(this.facts.subscription());
    this.clockwork.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.clockwork.stop();
  }
}
