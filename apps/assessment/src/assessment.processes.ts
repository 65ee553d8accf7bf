/** Starts what runs by itself in this service, and stops it with the service. */
import { CallbackDeadlineProcess, CallbackProcess } from '@taizhang/assessment/application';
import { EXCHANGE, SUBSCRIBERS, SubscriberRegistry } from '@taizhang/kernel';
import type { Exchange } from '@taizhang/kernel';
import { Clockwork } from '@taizhang/promises';
import { failureClassOf } from '@taizhang/platform/subscribers';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

/** How often the clock is looked at: promises to call last hours, so this is soon enough. */
const tickMs = 5_000;

@Injectable()
export class AssessmentProcesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Assessment');
  private readonly clockwork: Clockwork;

  constructor(
    private readonly callbacks: CallbackProcess,
    deadlines: CallbackDeadlineProcess,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(SUBSCRIBERS) subscribers: SubscriberRegistry,
  ) {
    this.clockwork = new Clockwork(
      'assessment.deadlines',
      () => deadlines.tick(),
      ({ message }) => this.logger.warn(`Callback deadlines were not looked at: ${message}`),
      { classOf: failureClassOf, tickMs },
    );
    subscribers.add(this.clockwork);
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const subscription of this.callbacks.subscriptions()) {
      await this.exchange.subscribe(subscription);
    }
    this.clockwork.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.clockwork.stop();
  }
}
