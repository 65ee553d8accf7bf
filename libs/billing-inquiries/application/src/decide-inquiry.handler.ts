import { inquiryEvents, type InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import { inquiryDecider, type InquiryCommand } from '@taizhang/billing-inquiries/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command to one inquiry, with the reason it was given. */
export class DecideInquiry extends Command<Handled<InquiryEvent>> {
  constructor(
    readonly command: InquiryCommand,
    readonly context: Context,
    /** The revision the caller has seen. */
    readonly expected?: number,
  ) {
    super();
  }
}

/** One handler for the whole decider: a new verb never touches this file. */
@CommandHandler(DecideInquiry)
export class DecideInquiryHandler implements ICommandHandler<DecideInquiry> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideInquiry) {
    return handle(this.log, inquiryDecider, {
      stream: command.data.inquiryId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => inquiryEvents[type as keyof typeof inquiryEvents].version,
    });
  }
}
