import { contactEvents, type ContactEvent } from '@taizhang/contracts/intake';
import { contactDecider, type ContactCommand } from '@taizhang/intake/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command to one contact. */
export class DecideContact extends Command<Handled<ContactEvent>> {
  constructor(
    readonly command: ContactCommand,
    readonly context: Context,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(DecideContact)
export class DecideContactHandler implements ICommandHandler<DecideContact> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideContact) {
    return handle(this.log, contactDecider, {
      stream: command.data.contactId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => contactEvents[type as keyof typeof contactEvents].version,
    });
  }
}
