/** One fault, step by step. Every step names the revision it was decided on. */
import {
  dispatchFaultRequest,
  faultIdSchema,
  findCauseRequest,
  gradeFaultRequest,
  reopenFaultRequest,
  reportFaultRequest,
  restoreSupplyRequest,
  triageFaultRequest,
  verifyFaultRequest,
  type FaultId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { CustomerRecord, DecideFault, IntakeBook } from '@taizhang/intake/application';
import type { FaultCommandPayloads, FaultRefusal } from '@taizhang/intake/domain';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { FaultFacts } from './fault-facts';
import { Registered, supplyPointOf } from './registered';

const params = z.strictObject({ id: faultIdSchema });
const empty = z.strictObject({});
const open: (FaultRefusal | 'other-unit')[] = ['other-unit', 'fault-unknown', 'fault-closed'];
const unrestored: typeof open = [...open, 'fault-already-restored'];
const crew: typeof open = [...unrestored, 'fault-not-dispatched'];
const onSite: typeof open = [...crew, 'fault-handled-by-another', 'fault-not-arrived'];
const forCrew: typeof open = ['fault-paid-repair-not-agreed', 'fault-not-for-a-crew'];

type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;
type Payloads = FaultCommandPayloads;

@Controller()
export class FaultsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: IntakeBook,
    private readonly faults: FaultFacts,
    private readonly record: CustomerRecord,
    private readonly registered: Registered,
  ) {}

  @Command({
    path: 'faults',
    permission: 'fault.write',
    summary: { zh: '登记故障', en: 'Report a fault' },
    body: reportFaultRequest,
    creates: true,
    refusals: ['customer-unknown', 'person-erased', 'supply-point-unknown'],
  })
  async report({ body, command, principal }: CommandInput<{ body: typeof reportFaultRequest }>) {
    const { at, by, context } = command;
    if (body.customerId) await this.registered.customer(body.customerId);
    const facts = await this.record.factsOf(body.customerId);
    if (body.supplyPointId) supplyPointOf(facts, body.supplyPointId);
    const important = facts.kind === 'important';
    const faultId = idFrom('fault', command.commandId) as FaultId;
    const unitId = principal.unitId as UnitId | null;
    const promises = this.book.forFault(at, body.area, important, unitId);
    const begun = { contactId: null, ownerId: by, unitId, promises, triage: null, grounds: null };
    const data = { faultId, ...body, ...begun };
    const handled = await this.bus.execute(
      new DecideFault({ type: 'ReportFault', data, at, by }, context),
    );
    return { id: faultId, handled };
  }

  @Command({
    path: 'faults/:id/triage',
    permission: 'fault.write',
    summary: { zh: '分诊', en: 'Say where the trouble lies' },
    params,
    body: triageFaultRequest,
    refusals: [...unrestored, 'fault-crew-sent', 'fault-outage-mismatch', 'outage-unknown'],
  })
  async triage(input: On<typeof triageFaultRequest>) {
    const { outageId } = input.body;
    if (outageId) await this.registered.outage(outageId);
    return this.decide('TriageFault', input, { ...input.body, promises: await this.owed(input) });
  }

  @Command({
    path: 'faults/:id/grade',
    permission: 'fault.write',
    summary: { zh: '定级', en: 'Say how urgent it is' },
    params,
    body: gradeFaultRequest,
    refusals: [...unrestored, 'fault-not-triaged', ...forCrew],
  })
  grade(input: On<typeof gradeFaultRequest>) {
    return this.decide('GradeFault', input, input.body);
  }

  @Command({
    path: 'faults/:id/dispatch',
    permission: 'fault.dispatch',
    summary: { zh: '派单', en: 'Send a crew' },
    params,
    body: dispatchFaultRequest,
    refusals: [
      'unit-unknown',
      'fault-unknown',
      'fault-closed',
      'fault-already-restored',
      'fault-not-triaged',
      ...forCrew,
      'fault-not-graded',
    ],
  })
  async dispatch(input: On<typeof dispatchFaultRequest>) {
    await this.registered.unit(input.body.toUnitId);
    return this.decide('DispatchFault', input, input.body);
  }

  @Command({
    path: 'faults/:id/departure',
    permission: 'fault.write',
    summary: { zh: '接单出发', en: 'Take it and depart' },
    params,
    body: empty,
    refusals: crew,
  })
  depart(input: On<typeof empty>) {
    return this.decide('DepartForFault', input, {});
  }

  @Command({
    path: 'faults/:id/arrival',
    permission: 'fault.write',
    summary: { zh: '到达现场', en: 'Arrive on site' },
    params,
    body: empty,
    refusals: [...crew, 'fault-handled-by-another'],
  })
  async arrive(input: On<typeof empty>) {
    const fault = await this.faults.of(input.params.id);
    const area = fault.status === 'unknown' ? 'urban' : fault.area;
    const restoring = this.book.forRestoration(input.command.at, area, input.principal.unitId);
    return this.decide('ArriveAtFault', input, { restoring });
  }

  @Command({
    path: 'faults/:id/cause',
    permission: 'fault.write',
    summary: { zh: '登记原因', en: 'Say what broke' },
    params,
    body: findCauseRequest,
    refusals: onSite,
  })
  findCause(input: On<typeof findCauseRequest>) {
    const { class: found = null, ...words } = input.body;
    return this.decide('FindCause', input, { ...words, class: found });
  }

  @Command({
    path: 'faults/:id/restoration',
    permission: 'fault.write',
    summary: { zh: '恢复供电', en: 'Restore supply' },
    params,
    body: restoreSupplyRequest,
    refusals: [...onSite, 'fault-cause-not-found'],
  })
  restore(input: On<typeof restoreSupplyRequest>) {
    return this.decide('RestoreSupply', input, input.body);
  }

  @Command({
    path: 'faults/:id/verification',
    permission: 'fault.write',
    summary: { zh: '核实已恢复', en: 'Verify that supply is back' },
    params,
    body: verifyFaultRequest,
    refusals: [...open, 'fault-not-restored'],
  })
  verify(input: On<typeof verifyFaultRequest>) {
    return this.decide('VerifyFault', input, input.body);
  }

  @Command({
    path: 'faults/:id/closure',
    permission: 'fault.write',
    summary: { zh: '办结', en: 'Close' },
    params,
    body: empty,
    refusals: ['other-unit', 'fault-unknown', 'fault-not-restored', 'fault-not-verified'],
  })
  close(input: On<typeof empty>) {
    return this.decide('CloseFault', input, {});
  }

  @Command({
    path: 'faults/:id/reopening',
    permission: 'fault.write',
    summary: { zh: '重新处理', en: 'Reopen' },
    params,
    body: reopenFaultRequest,
    refusals: ['other-unit', 'fault-unknown', 'fault-still-open'],
  })
  async reopen(input: On<typeof reopenFaultRequest>) {
    return this.decide('ReopenFault', input, { ...input.body, promises: await this.owed(input) });
  }

  /** What is promised of a crew from now on; nothing where there is no such fault. */
  private async owed({ params: { id }, command, principal }: Omit<On<typeof empty>, 'body'>) {
    const fault = await this.faults.of(id);
    if (fault.status === 'unknown') return [];
    const { kind } = await this.record.factsOf(fault.customerId);
    return this.book.forFault(command.at, fault.area, kind === 'important', principal.unitId);
  }

  private async decide<Type extends keyof Payloads>(
    type: Type,
    { params: { id }, command, principal }: Omit<On<typeof empty>, 'body'>,
    more: Omit<Payloads[Type], 'faultId'>,
  ) {
    const { at, by, context, expected } = command;
    await this.faults.checkUnit(principal, id, context);
    const data = { faultId: id, ...more };
    const decided = { type, data, at, by } as unknown as DecideFault['command'];
    return { id, handled: await this.bus.execute(new DecideFault(decided, context, expected)) };
  }
}
