import { privacyEvents, type PrivacyEvent } from '@taizhang/contracts/intake';
import { privacyDecider, type PrivacyCommand } from '@taizhang/intake/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled, Message } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command about the data of one person, a customer or a member of staff. */
export class DecidePrivacy extends Command<Handled<PrivacyEvent | Message>> {
  constructor(
    readonly command: PrivacyCommand,
    readonly context: Context,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(DecidePrivacy)
export class DecidePrivacyHandler implements ICommandHandler<DecidePrivacy> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecidePrivacy) {
    return handle(this.log, privacyDecider, {
      stream: command.data.personId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => privacyEvents[type as keyof typeof privacyEvents].version,
    });
  }
}
