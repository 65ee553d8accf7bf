import { assessmentEvents } from '@taizhang/contracts/assessment';
import {
  callbackDecider,
  periodDecider,
  ratingDecider,
  scorecardDecider,
  spotCheckDecider,
  type CallbackCommand,
  type OpenPeriod,
  type RatingCommand,
  type ScorecardCommand,
  type SpotCheckCommand,
} from '@taizhang/assessment/domain';
import { EVENT_LOG, handle } from '@taizhang/kernel';
import type { Context, Decider, EventLog, Handled, Message } from '@taizhang/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

export type AssessmentCommand =
  CallbackCommand | RatingCommand | SpotCheckCommand | OpenPeriod | ScorecardCommand;

/** Any command to one thing of assessment, with the reason it was given. */
export class DecideAssessment extends Command<Handled<Message>> {
  constructor(
    /** Which decider is asked. */
    readonly about: keyof typeof deciders,
    /** Also the id of the thing. */
    readonly stream: string,
    readonly command: AssessmentCommand,
    readonly context: Context,
    /** The revision the caller has seen. */
    readonly expected?: number,
  ) {
    super();
  }
}

const deciders = {
  callback: callbackDecider,
  rating: ratingDecider,
  'spot-check': spotCheckDecider,
  period: periodDecider,
  scorecard: scorecardDecider,
};

/** One handler for all deciders of the context: a new verb never touches this file. */
@CommandHandler(DecideAssessment)
export class DecideAssessmentHandler implements ICommandHandler<DecideAssessment> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  execute({ about, stream, command, context, expected }: DecideAssessment) {
    // The command was made for this decider; the union of all of them forgets which.
    const decider = deciders[about] as unknown as Decider<Message, unknown, Message, string>;
    return handle(this.log, decider, {
      stream,
      command,
      context,
      ...(expected === undefined ? {} : { expected }),
      versionOf: (type) => assessmentEvents[type as keyof typeof assessmentEvents].version,
    });
  }
}
