/** One complaint, step by step. Every step names the revision it was decided on. */
import {
  adjudicateComplaintRequest,
  closeComplaintRequest,
  complaintIdSchema,
  contactCustomerRequest,
  dispatchComplaintRequest,
  investigateComplaintRequest,
  lodgeComplaintRequest,
  remedyComplaintRequest,
  reopenComplaintRequest,
  replyToComplaintRequest,
  returnComplaintRequest,
  type ComplaintId,
} from '@taizhang/contracts/complaints';
import type { UnitId } from '@taizhang/contracts/organisation';
import { DecideComplaint, PromiseBook } from '@taizhang/complaints/application';
import type { ComplaintCommandPayloads, ComplaintRefusal } from '@taizhang/complaints/domain';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { KnownCustomers } from '@taizhang/platform/service';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { KnownUnits } from './known-units';
import { OwnUnit } from './own-unit';

const params = z.strictObject({ id: complaintIdSchema });
const empty = z.strictObject({});
const refusals: (ComplaintRefusal | 'other-unit')[] = [
  'other-unit',
  'complaint-unknown',
  'complaint-closed',
  'complaint-already-replied',
  'complaint-not-dispatched',
];
const handling: typeof refusals = [
  ...refusals,
  'complaint-not-accepted',
  'complaint-handled-by-another',
];
const investigating: typeof refusals = [...handling, 'complaint-customer-not-contacted'];
const adjudicating: typeof refusals = [...investigating, 'complaint-not-investigated'];
const answering: typeof refusals = [...adjudicating, 'complaint-not-adjudicated'];

type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;
type Payloads = ComplaintCommandPayloads;

@Controller()
export class ComplaintsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: PromiseBook,
    private readonly ownUnit: OwnUnit,
    private readonly units: KnownUnits,
    private readonly customers: KnownCustomers,
  ) {}

  @Command({
    path: 'complaints',
    permission: 'complaint.write',
    summary: { zh: '登记投诉', en: 'Lodge a complaint' },
    body: lodgeComplaintRequest,
    creates: true,
    refusals: ['customer-unknown'],
  })
  async lodge({ body, command, principal }: CommandInput<{ body: typeof lodgeComplaintRequest }>) {
    const { at, by, context } = command;
    await this.customers.check(body.customerId);
    const complaintId = idFrom('complaint', command.commandId) as ComplaintId;
    const unitId = principal.unitId as UnitId | null;
    const promises = this.book.forComplaint(at, unitId);
    const data = { complaintId, ...body, ownerId: by, unitId, promises };
    const handled = await this.bus.execute(
      new DecideComplaint({ type: 'LodgeComplaint', data, at, by }, context),
    );
    return { id: complaintId, handled };
  }

  @Command({
    path: 'complaints/:id/dispatch',
    permission: 'complaint.dispatch',
    summary: { zh: '派单', en: 'Dispatch to a unit' },
    params,
    body: dispatchComplaintRequest,
    refusals: [
      'unit-unknown',
      'complaint-unknown',
      'complaint-closed',
      'complaint-already-replied',
    ],
  })
  async dispatch(input: On<typeof dispatchComplaintRequest>) {
    await this.units.check(input.body.toUnitId);
    return this.decide('DispatchComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/acceptance',
    permission: 'complaint.write',
    summary: { zh: '接单', en: 'Accept, or take over' },
    params,
    body: empty,
    refusals,
  })
  accept(input: On<typeof empty>) {
    return this.decide('AcceptComplaint', input, {});
  }

  @Command({
    path: 'complaints/:id/return',
    permission: 'complaint.write',
    summary: { zh: '退单', en: 'Return with a reason' },
    params,
    body: returnComplaintRequest,
    refusals: handling,
  })
  sendBack(input: On<typeof returnComplaintRequest>) {
    return this.decide('ReturnComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/customer-contact',
    permission: 'complaint.write',
    summary: { zh: '联系客户', en: 'Contact the customer' },
    params,
    body: contactCustomerRequest,
    refusals: handling,
  })
  contact(input: On<typeof contactCustomerRequest>) {
    return this.decide('ContactCustomer', input, input.body);
  }

  @Command({
    path: 'complaints/:id/investigation',
    permission: 'complaint.write',
    summary: { zh: '记录调查', en: 'Record the investigation' },
    params,
    body: investigateComplaintRequest,
    refusals: investigating,
  })
  investigate(input: On<typeof investigateComplaintRequest>) {
    return this.decide('InvestigateComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/adjudication',
    permission: 'complaint.write',
    summary: { zh: '认定是否属实', en: 'Decide whether it is true' },
    params,
    body: adjudicateComplaintRequest,
    refusals: adjudicating,
  })
  adjudicate(input: On<typeof adjudicateComplaintRequest>) {
    return this.decide('AdjudicateComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/remedies',
    permission: 'complaint.write',
    summary: { zh: '采取补救', en: 'Take a recovery step' },
    params,
    body: remedyComplaintRequest,
    refusals: [...answering, 'complaint-amount-mismatch'],
  })
  remedy(input: On<typeof remedyComplaintRequest>) {
    return this.decide('RemedyComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/reply',
    permission: 'complaint.write',
    summary: { zh: '答复客户', en: 'Reply to the customer' },
    params,
    body: replyToComplaintRequest,
    refusals: [...answering, 'complaint-not-remedied'],
  })
  reply(input: On<typeof replyToComplaintRequest>) {
    return this.decide('ReplyToComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/closure',
    permission: 'complaint.write',
    summary: { zh: '办结', en: 'Close' },
    params,
    body: closeComplaintRequest,
    refusals: ['other-unit', 'complaint-unknown', 'complaint-not-replied'],
  })
  close(input: On<typeof closeComplaintRequest>) {
    return this.decide('CloseComplaint', input, input.body);
  }

  @Command({
    path: 'complaints/:id/reopening',
    permission: 'complaint.write',
    summary: { zh: '重新处理', en: 'Reopen' },
    params,
    body: reopenComplaintRequest,
    refusals: ['other-unit', 'complaint-unknown', 'complaint-still-open'],
  })
  async reopen(input: On<typeof reopenComplaintRequest>) {
    const { at } = input.command;
    const promises = this.book.forReopening(at, input.principal.unitId);
    return this.decide('ReopenComplaint', input, { ...input.body, promises });
  }

  private async decide<Type extends keyof Payloads>(
    type: Type,
    { params: { id }, command, principal }: Omit<On<typeof empty>, 'body'>,
    more: Omit<Payloads[Type], 'complaintId'>,
  ) {
    const { at, by, context, expected } = command;
    await this.ownUnit.check(principal, id, context);
    const data = { complaintId: id, ...more };
    const decided = { type, data, at, by } as unknown as DecideComplaint['command'];
    return { id, handled: await this.bus.execute(new DecideComplaint(decided, context, expected)) };
  }
}
