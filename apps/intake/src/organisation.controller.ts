/** Units and staff. The intake service keeps them: it is where the company meets its customers. */
import {
  openUnitRequest,
  reassignStaffMemberRequest,
  registerStaffMemberRequest,
  type UnitId,
} from '@taizhang/contracts/organisation';
import { DecideStaffMember, DecideUnit } from '@taizhang/organisation/application';
import { actorIdSchema, idFrom } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { AccountStore } from '@taizhang/platform/auth';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Registered } from './registered';

const params = z.strictObject({ id: actorIdSchema });
const empty = z.strictObject({});

@Controller()
export class OrganisationController {
  constructor(
    private readonly bus: CommandBus,
    private readonly accounts: AccountStore,
    private readonly registered: Registered,
  ) {}

  @Command({
    path: 'units',
    permission: 'staff.write',
    summary: { zh: '设立单位', en: 'Open a unit' },
    body: openUnitRequest,
    creates: true,
    refusals: ['unit-unknown'],
  })
  async openUnit({ body, command }: CommandInput<{ body: typeof openUnitRequest }>) {
    const unitId = idFrom('unit', command.commandId) as UnitId;
    if (body.parentId) await this.registered.unit(body.parentId);
    const { at, by, context } = command;
    const open = { type: 'OpenUnit' as const, data: { unitId, ...body }, at, by };
    return { id: unitId, handled: await this.bus.execute(new DecideUnit(open, context)) };
  }

  @Command({
    path: 'staff',
    permission: 'staff.write',
    summary: { zh: '登记员工', en: 'Register a member of staff' },
    body: registerStaffMemberRequest,
    creates: true,
    answers: z.object({
      username: z.string(),
      /** To be changed when first signing in. */
      oneTimePassword: z.string().nullable(),
    }),
    refusals: ['username-taken', 'unit-unknown'],
  })
  async register({ body, command }: CommandInput<{ body: typeof registerStaffMemberRequest }>) {
    const staffId = idFrom('staff', command.commandId) as ActorId;
    const { username, ...member } = body;
    await this.registered.unit(member.unitId);
    const { at, by, context, commandId } = command;
    // The account first: it refuses a taken username, and told twice it answers the same.
    const account = { username, staffId, ...member, seed: commandId };
    const oneTimePassword = await this.accounts.create(account);
    const register = { type: 'RegisterStaffMember' as const, data: { staffId, ...member }, at, by };
    const handled = await this.bus.execute(new DecideStaffMember(register, context));
    return { id: staffId, handled, extra: { username, oneTimePassword } };
  }

  @Command({
    path: 'staff/:id/assignment',
    permission: 'staff.write',
    summary: { zh: '调整岗位', en: 'Assign to another unit or other roles' },
    params,
    body: reassignStaffMemberRequest,
    refusals: ['staff-member-unknown', 'staff-member-left', 'unit-unknown'],
  })
  async reassign({
    params: { id },
    body,
    command,
  }: CommandInput<{ params: typeof params; body: typeof reassignStaffMemberRequest }>) {
    await this.registered.unit(body.unitId);
    const { at, by, context, expected } = command;
    const data = { staffId: id, ...body };
    const reassign = { type: 'ReassignStaffMember' as const, data, at, by };
    const handled = await this.bus.execute(new DecideStaffMember(reassign, context, expected));
    // As the log has it: what is told again may have been overtaken by another assignment.
    const member = await this.registered.workOf(id);
    if (member.status === 'working') {
      await this.accounts.reassign(id, member.unitId, member.roles);
    }
    return { id, handled };
  }

  @Command({
    path: 'staff/:id/departure',
    permission: 'staff.write',
    summary: { zh: '员工离岗', en: 'A member of staff leaves' },
    params,
    body: empty,
    refusals: ['staff-member-unknown'],
  })
  async dismiss({
    params: { id },
    command,
  }: CommandInput<{ params: typeof params; body: typeof empty }>) {
    const { at, by, context, expected } = command;
    const dismiss = { type: 'DismissStaffMember' as const, data: { staffId: id }, at, by };
    const handled = await this.bus.execute(new DecideStaffMember(dismiss, context, expected));
    await this.accounts.disable(id);
    return { id, handled };
  }
}
