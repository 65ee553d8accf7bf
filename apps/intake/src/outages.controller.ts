/** Outages that concern many: announced, so that reports can be linked, and over. */
import { announceOutageRequest, outageIdSchema, type OutageId } from '@taizhang/contracts/intake';
import { DecideOutage } from '@taizhang/intake/application';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Registered } from './registered';

const params = z.strictObject({ id: outageIdSchema });
const empty = z.strictObject({});

@Controller()
export class OutagesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly registered: Registered,
  ) {}

  @Command({
    path: 'outages',
    permission: 'fault.dispatch',
    summary: { zh: '发布停电信息', en: 'Announce an outage' },
    body: announceOutageRequest,
    creates: true,
    refusals: ['unit-unknown'],
  })
  async announce({ body, command }: CommandInput<{ body: typeof announceOutageRequest }>) {
    const { at, by, context, commandId } = command;
    for (const unitId of body.unitIds) await this.registered.unit(unitId);
    const outageId = idFrom('outage', commandId) as OutageId;
    const data = { outageId, ...body };
    const handled = await this.bus.execute(
      new DecideOutage({ type: 'AnnounceOutage', data, at, by }, context),
    );
    return { id: outageId, handled };
  }

  @Command({
    path: 'outages/:id/restoration',
    permission: 'fault.dispatch',
    summary: { zh: '停电已恢复', en: 'The outage is over' },
    params,
    body: empty,
    refusals: ['outage-unknown'],
  })
  async restore({
    params: { id },
    command: { at, by, context, expected },
  }: CommandInput<{ params: typeof params; body: typeof empty }>) {
    const command = { type: 'RestoreOutage' as const, at, by, data: { outageId: id } };
    return { id, handled: await this.bus.execute(new DecideOutage(command, context, expected)) };
  }
}
