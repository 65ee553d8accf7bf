import { organisationEvents, type OrganisationEvent } from '@taizhang/contracts/organisation';
import {
  staffMemberDecider,
  unitDecider,
  type StaffMemberCommand,
  type UnitCommand,
} from '@taizhang/organisation/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

const versionOf = (type: string) =>
  organisationEvents[type as keyof typeof organisationEvents].version;

/** Any command to one member of staff. */
export class DecideStaffMember extends Command<Handled<OrganisationEvent>> {
  constructor(
    readonly command: StaffMemberCommand,
    readonly context: Context,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(DecideStaffMember)
export class DecideStaffMemberHandler implements ICommandHandler<DecideStaffMember> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideStaffMember) {
    return handle(this.log, staffMemberDecider, {
      stream: command.data.staffId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf,
    });
  }
}

/** Any command to one unit. */
export class DecideUnit extends Command<Handled<OrganisationEvent>> {
  constructor(
    readonly command: UnitCommand,
    readonly context: Context,
  ) {
    super();
  }
}

@CommandHandler(DecideUnit)
export class DecideUnitHandler implements ICommandHandler<DecideUnit> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context }: DecideUnit) {
    return handle(this.log, unitDecider, {
      stream: command.data.unitId,
      command,
      context,
      versionOf,
    });
  }
}
