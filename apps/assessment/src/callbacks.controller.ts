/** Calling customers back: not reached, or what they said. */
import {
  CustomerProcessing,
  DecideAssessment,
  type AssessmentCommand,
} from '@taizhang/assessment/application';
import type { CallbackRefusal } from '@taizhang/assessment/domain';
import {
  attemptCallbackRequest,
  callbackIdSchema,
  scoreCallbackRequest,
} from '@taizhang/contracts/assessment';
import type { CustomerId } from '@taizhang/contracts/intake';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { Command, HttpProblem, type CommandInput } from '@taizhang/platform/http';
import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';

const params = z.strictObject({ id: callbackIdSchema });
type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;

const refusals: (CallbackRefusal | 'processing-restricted')[] = [
  'processing-restricted',
  'callback-unknown',
  'callback-done',
  'callback-own-work',
  'callback-quiet-hours',
];

@Controller()
export class CallbacksController {
  constructor(
    private readonly bus: CommandBus,
    private readonly processing: CustomerProcessing,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

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
    await this.assertNotRestricted(id);
    const { at, by, context, expected } = command;
    const decided = { type, at, by, data: { callbackId: id, ...body } };
    const asked = decided as unknown as AssessmentCommand;
    const handled = await this.bus.execute(
      new DecideAssessment('callback', id, asked, context, expected),
    );
    return { id, handled };
  }

  /** Of whom was erased it may still be told that nobody can be reached: the call is over then. */
  private async assertNotRestricted(callbackId: string): Promise<void> {
    const [scheduled] = await this.log.readStream(callbackId);
    const { customerId = null } = (scheduled?.data ?? {}) as { customerId?: CustomerId | null };
    const processing = await this.processing.of(customerId);
    if (processing === 'restricted') throw new HttpProblem('processing-restricted');
  }
}
