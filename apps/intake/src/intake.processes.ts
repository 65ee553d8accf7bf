/** Starts what runs by itself in this service, and stops it with the service. */
import {
  FaultReopeningProcess,
  FaultUrgingProcess,
  IntakeDeadlineProcess,
  MistakeFaultProcess,
  OutageProcess,
  ReportingProcess,
} from '@taizhang/intake/application';
import { EXCHANGE, SUBSCRIBERS, SubscriberRegistry } from '@taizhang/kernel';
import type { Exchange } from '@taizhang/kernel';
import { Clockwork } from '@taizhang/promises';
import { failureClassOf } from '@taizhang/platform/subscribers';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ErasureProcess } from './erasure.process';

@Injectable()
export class IntakeProcesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Intake');
  private readonly clockwork: Clockwork;

  constructor(
    private readonly reporting: ReportingProcess,
    private readonly mistakes: MistakeFaultProcess,
    private readonly reopening: FaultReopeningProcess,
    private readonly urging: FaultUrgingProcess,
    private readonly outages: OutageProcess,
    private readonly erasures: ErasureProcess,
    deadlines: IntakeDeadlineProcess,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(SUBSCRIBERS) subscribers: SubscriberRegistry,
  ) {
    this.clockwork = new Clockwork(
      'intake.deadlines',
      () => deadlines.tick(),
      ({ message }) => this.logger.warn(`Deadlines were not looked at: ${message}`),
      { classOf: failureClassOf },
    );
    subscribers.add(this.clockwork);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { reporting, mistakes, reopening, urging, outages, erasures } = this;
    for (const process of [reporting, mistakes, reopening, urging, outages]) {
      await this.exchange.subscribe(process.subscription());
    }
    for (const subscription of erasures.subscriptions()) {
      await this.exchange.subscribe(subscription);
    }
    this.clockwork.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.clockwork.stop();
  }
}
