/** Drawing spot checks and scoring what chance picked. */
import { DecideAssessment, type AssessmentCommand } from '@taizhang/assessment/application';
import {
  checklistAt,
  drawSpotCheckRequest,
  scoreSpotCheckRequest,
  spotCheckIdSchema,
  type SpotCheckId,
} from '@taizhang/contracts/assessment';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { RememberedWork } from './remembered-work';

const params = z.strictObject({ id: spotCheckIdSchema });

@Controller()
export class SpotChecksController {
  constructor(
    private readonly bus: CommandBus,
    private readonly work: RememberedWork,
  ) {}

  @Command({
    path: 'spot-checks',
    permission: 'assessment.write',
    summary: { zh: '抽取样本', en: 'Draw a sample' },
    body: drawSpotCheckRequest,
    creates: true,
    refusals: ['view-behind', 'spot-check-frame-empty', 'spot-check-frame-too-large'],
  })
  async draw({ body, command }: CommandInput<{ body: typeof drawSpotCheckRequest }>) {
    const { at, by, context } = command;
    const spotCheckId = idFrom('spot-check', command.commandId) as SpotCheckId;
    const { read: frame, position } = await this.work.frame(body);
    // Not of the caller's choosing, so that nobody can look for a seed that spares somebody.
    const seed = randomBytes(16).toString('hex');
    const data = { spotCheckId, ...body, position, seed, frame, checklist: checklistAt(at) };
    const handled = await this.bus.execute(
      new DecideAssessment(
        'spot-check',
        spotCheckId,
        { type: 'DrawSpotCheck', at, by, data },
        context,
      ),
    );
    return { id: spotCheckId, handled };
  }

  @Command({
    path: 'spot-checks/:id/scores',
    permission: 'assessment.write',
    summary: { zh: '按检查表评分', en: 'Score one case by the checklist' },
    params,
    body: scoreSpotCheckRequest,
    refusals: [
      'spot-check-unknown',
      'spot-check-not-in-sample',
      'spot-check-own-work',
      'spot-check-points-wrong',
      'spot-check-scored-already',
    ],
  })
  async score({
    params: { id },
    body,
    command,
  }: CommandInput<{ params: typeof params; body: typeof scoreSpotCheckRequest }>) {
    const { at, by, context, expected } = command;
    const asked = { type: 'ScoreSpotCheckItem', at, by, data: { spotCheckId: id, ...body } };
    const scoring = asked as unknown as AssessmentCommand;
    const handled = await this.bus.execute(
      new DecideAssessment('spot-check', id, scoring, context, expected),
    );
    return { id, handled };
  }
}
