/**
 * Keeps an outage and the reports linked to it together. Whichever is recorded first, a report
 * linked to an outage is restored with it: the outage's own stream holds the links.
 */
import { faultEvents, outageEvents } from '@taizhang/contracts/intake';
import type { FaultId, OutageEvent, OutageId } from '@taizhang/contracts/intake';
import { outageDecider } from '@taizhang/intake/domain';
import { EVENT_LOG, derivedId, Refused, topicOf } from '@taizhang/kernel';
import type { ActorId, EventLog, Published, Subscription } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideFault } from './decide-fault.handler';
import { DecideOutage } from './decide-outage.handler';

@Injectable()
export class OutageProcess {
  constructor(
    private readonly bus: CommandBus,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'intake.outages',
      topic: topicOf('intake'),
      types: ['FaultTriaged', 'OutageRestored'],
      handle: (message) =>
        message.type === 'FaultTriaged' ? this.link(message) : this.restoreAll(message),
    };
  }

  private async link(message: Published): Promise<void> {
    const { id, at, by, data, context } = message;
    const { faultId, outageId } = faultEvents.FaultTriaged.data.parse(data);
    if (!outageId) return;
    const linked = { outageId, faultId };
    const command = { type: 'LinkFault' as const, at, by: by as ActorId, data: linked };
    const commandId = derivedId('intake.outages', id);
    try {
      await this.bus.execute(new DecideOutage(command, { ...context, commandId, causationId: id }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.reason === 'outage-over') await this.restore(faultId, outageId, message);
    }
  }

  private async restoreAll(message: Published): Promise<void> {
    const { outageId } = outageEvents.OutageRestored.data.parse(message.data);
    const history = (await this.log.readStream(outageId)) as unknown as OutageEvent[];
    const outage = history.reduce(outageDecider.evolve, outageDecider.initialState);
    if (outage.status === 'unknown') return;
    for (const faultId of outage.faultIds) await this.restore(faultId, outageId, message);
  }

  private async restore(faultId: FaultId, outageId: OutageId, message: Published): Promise<void> {
    const { id, at, by, context } = message;
    const data = { faultId, outageId };
    const command = { type: 'RestoreWithOutage' as const, at, by: by as ActorId, data };
    const commandId = derivedId('intake.outages', id, faultId);
    try {
      await this.bus.execute(new DecideFault(command, { ...context, commandId, causationId: id }));
    } catch (error) {
      // Found to be another matter in the meantime.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
