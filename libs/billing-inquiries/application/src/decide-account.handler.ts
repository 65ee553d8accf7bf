import { accountEvents, supplyEvents } from '@taizhang/contracts/billing-inquiries';
import type { AccountEvent, SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import { accountDecider, type AccountCommand } from '@taizhang/billing-inquiries/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

const events = { ...accountEvents, ...supplyEvents };

/** Any command to one account: a fact of others, or a step towards the supply. */
export class DecideAccount extends Command<Handled<AccountEvent | SupplyEvent>> {
  constructor(
    readonly command: AccountCommand,
    readonly context: Context,
    /** The revision the caller has seen. */
    readonly expected?: number,
    /** What an earlier build called the command by. */
    readonly formerId?: string,
  ) {
    super();
  }
}

@CommandHandler(DecideAccount)
export class DecideAccountHandler implements ICommandHandler<DecideAccount> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected, formerId }: DecideAccount) {
    return handle(this.log, accountDecider, {
      stream: command.data.accountId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      ...(formerId === undefined ? {} : { formerId }),
      versionOf: (type) => events[type as keyof typeof events].version,
    });
  }
}
