import { complaintEvents, type ComplaintEvent } from '@taizhang/contracts/complaints';
import { complaintDecider, type ComplaintCommand } from '@taizhang/complaints/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command to one complaint, with the reason it was given. */
export class DecideComplaint extends Command<Handled<ComplaintEvent>> {
  constructor(
    readonly command: ComplaintCommand,
    readonly context: Context,
    /** The revision the caller has seen. */
    readonly expected?: number,
  ) {
    super();
  }
}

/** One handler for the whole decider: a new verb never touches this file. */
@CommandHandler(DecideComplaint)
export class DecideComplaintHandler implements ICommandHandler<DecideComplaint> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideComplaint) {
    return handle(this.log, complaintDecider, {
      stream: command.data.complaintId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => complaintEvents[type as keyof typeof complaintEvents].version,
    });
  }
}
