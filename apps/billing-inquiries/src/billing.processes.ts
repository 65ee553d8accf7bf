/** Starts what runs by itself in this service, and stops it with the service. */
import {
  FactsProcess,
  InquiryDeadlines,
  OpeningProcess,
  PostingProcess,
  ReopeningProcess,
  UrgingProcess,
} from '@taizhang/billing-inquiries/application';
import { EXCHANGE } from '@taizhang/kernel';
import type { Exchange } from '@taizhang/kernel';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

/** How often the clock is looked at: a missed promise shows within this time. */
const tickMs = 2_000;

@Injectable()
export class BillingProcesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('BillingInquiries');
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly opening: OpeningProcess,
    private readonly reopening: ReopeningProcess,
    private readonly posting: PostingProcess,
    private readonly facts: FactsProcess,
    private readonly urging: UrgingProcess,
    private readonly deadlines: InquiryDeadlines,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const processes = [this.opening, this.reopening, this.posting, this.urging];
    for (const process of processes) await this.exchange.subscribe(process.subscription());
    await this.exchange.subscribeInbound(this.facts.subscription());
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.ticking;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.ticking = this.deadlines.tick().then(
        () => this.timer && this.schedule(),
        (error: Error) => {
          this.logger.warn(`Deadlines were not looked at: ${error.message}`);
          if (this.timer) this.schedule();
        },
      );
    }, tickMs);
  }
}
