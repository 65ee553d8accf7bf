/** Starts what runs by itself in this service, and stops it with the service. */
import { CallbackDeadlineProcess, CallbackProcess } from '@taizhang/assessment/application';
import { EXCHANGE } from '@taizhang/kernel';
import type { Exchange } from '@taizhang/kernel';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

/** How often the clock is looked at: promises to call last hours, so this is soon enough. */
const tickMs = 5_000;

@Injectable()
export class AssessmentProcesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Assessment');
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly callbacks: CallbackProcess,
    private readonly deadlines: CallbackDeadlineProcess,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const subscription of this.callbacks.subscriptions()) {
      await this.exchange.subscribe(subscription);
    }
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
          this.logger.warn(`Callback deadlines were not looked at: ${error.message}`);
          if (this.timer) this.schedule();
        },
      );
    }, tickMs);
  }
}
