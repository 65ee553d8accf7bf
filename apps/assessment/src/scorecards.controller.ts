/** Periods and scorecards, from opening to final. */
import { Deadlines } from '@taizhang/calendar';
import { DecideAssessment, type AssessmentCommand } from '@taizhang/assessment/application';
import type { ScorecardRefusal } from '@taizhang/assessment/domain';
import {
  indicatorsAt,
  objectRequest,
  openPeriodRequest,
  openScorecardRequest,
  reviewScorecardRequest,
  scorecardIdSchema,
  scoreScorecardRequest,
  type PeriodId,
  type ScorecardId,
} from '@taizhang/contracts/assessment';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { OwnStreams } from './own-streams';
import { RememberedWork } from './remembered-work';

const params = z.strictObject({ id: scorecardIdSchema });
const empty = z.strictObject({});
type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;
type Act = Omit<On<typeof empty>, 'body' | 'principal'>;

const refusals: ScorecardRefusal[] = ['scorecard-unknown', 'scorecard-final'];
const scoring: ScorecardRefusal[] = [...refusals, 'scorecard-published', 'scorecard-own'];

@Controller()
export class ScorecardsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly work: RememberedWork,
    private readonly own: OwnStreams,
    private readonly deadlines: Deadlines,
  ) {}

  @Command({
    path: 'assessment-periods',
    permission: 'assessment.write',
    summary: { zh: '建立考评期并冻结指标', en: 'Open a period and freeze its indicators' },
    body: openPeriodRequest,
    creates: true,
    refusals: ['period-backwards'],
  })
  async openPeriod({ body, command }: CommandInput<{ body: typeof openPeriodRequest }>) {
    const { at, by, context } = command;
    const id = idFrom('assessment-period', command.commandId) as PeriodId;
    const data = { periodId: id, ...body, indicators: indicatorsAt(at) };
    const handled = await this.bus.execute(
      new DecideAssessment('period', id, { type: 'OpenPeriod', at, by, data }, context),
    );
    return { id, handled };
  }

  @Command({
    path: 'scorecards',
    permission: 'assessment.write',
    summary: { zh: '为员工建立考评表', en: 'Open a scorecard for somebody' },
    body: openScorecardRequest,
    creates: true,
    refusals: ['period-unknown', 'scorecard-own'],
  })
  async open({ body, command }: CommandInput<{ body: typeof openScorecardRequest }>) {
    const { at, by, context } = command;
    await this.own.period(body.periodId);
    const id = idFrom('scorecard', body.periodId, body.staffId) as ScorecardId;
    const data = { scorecardId: id, ...body, periodId: body.periodId as PeriodId };
    const handled = await this.bus.execute(
      new DecideAssessment('scorecard', id, { type: 'OpenScorecard', at, by, data }, context),
    );
    return { id, handled };
  }

  @Command({
    path: 'scorecards/:id/evidence',
    permission: 'assessment.write',
    summary: { zh: '取数：截至日志当前位置', en: 'Link the evidence there is by now' },
    params,
    body: empty,
    refusals: [...scoring, 'view-behind'],
  })
  async linkEvidence(input: On<typeof empty>) {
    const { whose, period } = await this.own.scorecard(input.params.id);
    const { from, to } = period;
    const { read: evidence, position } = await this.work.evidence(whose.staffId, period);
    return this.decide('LinkEvidence', input, { from, to, position, evidence });
  }

  @Command({
    path: 'scorecards/:id/score',
    permission: 'assessment.write',
    summary: { zh: '评分', en: 'Score it' },
    params,
    body: scoreScorecardRequest,
    refusals: [
      ...scoring,
      'scorecard-without-evidence',
      'scorecard-sample-too-small',
      'scorecard-mark-wrong',
    ],
  })
  async score(input: On<typeof scoreScorecardRequest>) {
    const { period } = await this.own.scorecard(input.params.id);
    return this.decide('ScoreScorecard', input, { ...input.body, ...period });
  }

  @Command({
    path: 'scorecards/:id/publication',
    permission: 'assessment.review',
    summary: { zh: '公示', en: 'Publish it to the person' },
    params,
    body: empty,
    refusals: [...refusals, 'scorecard-not-scored', 'scorecard-own', 'scorecard-same-person'],
  })
  publish(input: On<typeof empty>) {
    // Until when the person may object (requirements part C: three working days).
    const promises = this.deadlines.freeze(['scorecard-objection'], input.command.at);
    return this.decide('PublishScorecard', input, { promises });
  }

  @Command({
    path: 'scorecards/:id/objection',
    permission: 'scorecard.object',
    summary: { zh: '对本人考评提出异议', en: 'Object to a scorecard of oneself' },
    params,
    body: objectRequest,
    refusals: [
      ...refusals,
      'scorecard-of-another',
      'scorecard-not-published',
      'scorecard-objection-late',
    ],
  })
  object(input: On<typeof objectRequest>) {
    return this.decide('ObjectToScorecard', input, input.body);
  }

  @Command({
    path: 'scorecards/:id/review',
    permission: 'assessment.review',
    summary: { zh: '复核异议并定稿', en: 'Review the objection, and make it final' },
    params,
    body: reviewScorecardRequest,
    refusals: [
      ...refusals,
      'scorecard-not-objected',
      'scorecard-own',
      'scorecard-same-person',
      'scorecard-mark-wrong',
    ],
  })
  async review(input: On<typeof reviewScorecardRequest>) {
    const { period } = await this.own.scorecard(input.params.id);
    return this.decide('ReviewScorecard', input, { ...input.body, ...period });
  }

  @Command({
    path: 'scorecards/:id/finalisation',
    permission: 'assessment.review',
    summary: { zh: '定稿', en: 'Make it final' },
    params,
    body: empty,
    refusals: ['scorecard-unknown', 'scorecard-not-published', 'scorecard-objection-open'],
  })
  finalise(input: On<typeof empty>) {
    return this.decide('FinaliseScorecard', input, {});
  }

  private async decide(
    type: AssessmentCommand['type'],
    { params: { id }, command }: Act,
    more: object,
  ) {
    const { at, by, context, expected } = command;
    const asked = { type, at, by, data: { scorecardId: id, ...more } };
    const decided = asked as unknown as AssessmentCommand;
    const handled = await this.bus.execute(
      new DecideAssessment('scorecard', id, decided, context, expected),
    );
    return { id, handled };
  }
}
