import { customerEvents, type CustomerEvent, type PrivacyEvent } from '@taizhang/contracts/intake';
import { customerDecider, type CustomerCommand } from '@taizhang/intake/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command to one customer's record. */
export class DecideCustomer extends Command<Handled<CustomerEvent | PrivacyEvent>> {
  constructor(
    readonly command: CustomerCommand,
    readonly context: Context,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(DecideCustomer)
export class DecideCustomerHandler implements ICommandHandler<DecideCustomer> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideCustomer) {
    return handle(this.log, customerDecider, {
      stream: command.data.customerId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => customerEvents[type as keyof typeof customerEvents].version,
    });
  }
}
