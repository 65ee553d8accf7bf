import { outageEvents, type OutageEvent } from '@taizhang/contracts/intake';
import { outageDecider, type OutageCommand } from '@taizhang/intake/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command to one outage, with the reason it was given. */
export class DecideOutage extends Command<Handled<OutageEvent>> {
  constructor(
    readonly command: OutageCommand,
    readonly context: Context,
    /** The revision the caller has seen. */
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(DecideOutage)
export class DecideOutageHandler implements ICommandHandler<DecideOutage> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideOutage) {
    return handle(this.log, outageDecider, {
      stream: command.data.outageId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => outageEvents[type as keyof typeof outageEvents].version,
    });
  }
}
