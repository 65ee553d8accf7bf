/** Calling customers back: not reached, or what they said. */
import { DecideAssessment, type AssessmentCommand } from '@taizhang/assessment/application';
import type { CallbackRefusal } from '@taizhang/assessment/domain';
import {
  attemptCallbackRequest,
  callbackIdSchema,
  scoreCallbackRequest,
} from '@taizhang/contracts/assessment';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';

const params = z.strictObject({ id: callbackIdSchema });
type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;

const refusals: CallbackRefusal[] = [
  'callback-unknown',
  'callback-done',
  'callback-own-work',
  'callback-quiet-hours',
];

@Controller()
export class CallbacksController {
  constructor(private readonly bus: CommandBus) {}

  @Command({
    path: 'callbacks/:id/attempts',
    permission: 'assessment.write',
    summary: { zh: '登记未接通', en: 'Record a call in vain' },
    params,
    body: attemptCallbackRequest,
    refusals,
  })
  attempt(input: On<typeof attemptCallbackRequest>) {
    return this.decide('AttemptCallback', input);
  }

  @Command({
    path: 'callbacks/:id/score',
    permission: 'assessment.write',
    summary: { zh: '登记客户评价', en: 'Record what the customer said' },
    params,
    body: scoreCallbackRequest,
    refusals,
  })
  score(input: On<typeof scoreCallbackRequest>) {
    return this.decide('ScoreCallback', input);
  }

  private async decide(
    type: 'AttemptCallback' | 'ScoreCallback',
    { params: { id }, body, command }: Omit<On<z.ZodObject>, 'principal'>,
  ) {
    const { at, by, context, expected } = command;
    const decided = { type, at, by, data: { callbackId: id, ...body } };
    const asked = decided as unknown as AssessmentCommand;
    const handled = await this.bus.execute(
      new DecideAssessment('callback', id, asked, context, expected),
    );
    return { id, handled };
  }
}
