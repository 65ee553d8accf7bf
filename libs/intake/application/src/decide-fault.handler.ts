import { faultEvents, type FaultEvent } from '@taizhang/contracts/intake';
import { faultDecider, type FaultCommand } from '@taizhang/intake/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, EventLog, Handled } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

/** Any command to one fault, with the reason it was given. */
export class DecideFault extends Command<Handled<FaultEvent>> {
  constructor(
    readonly command: FaultCommand,
    readonly context: Context,
    /** The revision the caller has seen. */
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(DecideFault)
export class DecideFaultHandler implements ICommandHandler<DecideFault> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ command, context, expected }: DecideFault) {
    return handle(this.log, faultDecider, {
      stream: command.data.faultId,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => faultEvents[type as keyof typeof faultEvents].version,
    });
  }
}
