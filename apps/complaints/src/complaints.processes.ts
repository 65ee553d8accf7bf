/** Starts what runs by itself in this service, and stops it with the service. */
import {
  DeadlineProcess,
  LodgingProcess,
  MistakeProcess,
  ReopeningProcess,
  UrgingProcess,
} from '@taizhang/complaints/application';
import { EXCHANGE, SUBSCRIBERS, SubscriberRegistry } from '@taizhang/kernel';
import type { Exchange } from '@taizhang/kernel';
import { Clockwork } from '@taizhang/promises';
import { failureClassOf } from '@taizhang/platform/subscribers';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

@Injectable()
export class ComplaintsProcesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Complaints');
  private readonly clockwork: Clockwork;

  constructor(
    private readonly lodging: LodgingProcess,
    private readonly mistakes: MistakeProcess,
    private readonly reopening: ReopeningProcess,
    private readonly urging: UrgingProcess,
    deadlines: DeadlineProcess,
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(SUBSCRIBERS) subscribers: SubscriberRegistry,
  ) {
    this.clockwork = new Clockwork(
      'complaints.deadlines',
      () => deadlines.tick(),
      ({ message }) => this.logger.warn(`Deadlines were not looked at: ${message}`),
      { classOf: failureClassOf },
    );
    subscribers.add(this.clockwork);
  }

  async onApplicationBootstrap(): Promise<void> {
    const processes = [this.lodging, this.mistakes, this.reopening, this.urging];
    for (const process of processes) await this.exchange.subscribe(process.subscription());
    this.clockwork.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.clockwork.stop();
  }
}
