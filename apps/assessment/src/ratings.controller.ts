/** Links for customers, and the two calls behind them that need no sign-in. */
import { CustomerProcessing, DecideAssessment } from '@taizhang/assessment/application';
import {
  caseIdSchema,
  caseKindSchema,
  kindOfCase,
  rateCaseRequest,
  type CaseId,
  type RatingEvent,
  type RatingId,
} from '@taizhang/contracts/assessment';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { ratingDecider } from '@taizhang/assessment/domain';
import { CLOCK, EVENT_LOG, derivedId, idFrom, instant, type ActorId } from '@taizhang/kernel';
import type { Clock, EventLog, Instant } from '@taizhang/kernel';
import {
  Command,
  Operation,
  PUBLIC,
  Query,
  type CommandInput,
  type PublicInput,
} from '@taizhang/platform/http';
import { Controller, Inject, Ip } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { PublicRate } from './public-rate';
import { RatingLinks, ratingLinkDays } from './rating-links';
import { RememberedWork } from './remembered-work';

const params = z.strictObject({ id: caseIdSchema });
const empty = z.strictObject({});
const tokenParams = z.strictObject({ token: z.string().max(100) });
const linkAnswer = z.object({ token: z.string(), path: z.string(), expiresAt: z.string() });
/** What a customer may see of a case: what it was, when it was closed, what they said. */
const shownSchema = z.object({
  kind: caseKindSchema,
  closedOn: z.iso.date(),
  score: z.int().nullable(),
});
const linkRefusals = ['rating-link-invalid', 'rating-link-expired', 'too-many-calls'];

/** The hand that writes for whoever holds a link. */
const customer = 'system-rating-link' as ActorId;
const dayMs = 24 * 3600 * 1000;
const ratingIdOf = (caseId: CaseId) => idFrom('rating', caseId) as RatingId;

@Controller()
export class RatingsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly links: RatingLinks,
    private readonly work: RememberedWork,
    private readonly rate: PublicRate,
    private readonly processing: CustomerProcessing,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Command({
    path: 'cases/:id/rating-link',
    permission: 'rating.invite',
    summary: { zh: '生成客户评价链接', en: 'Make a link for the customer to rate by' },
    params,
    body: empty,
    creates: true,
    answers: linkAnswer,
    refusals: ['case-not-finished', 'case-already-rated', 'processing-restricted', 'person-erased'],
  })
  async invite({
    params: { id: caseId },
    command,
  }: CommandInput<{ params: typeof params; body: typeof empty }>) {
    const { customerId } = await this.work.finished(caseId);
    await this.processing.assertMayBeAsked(customerId as CustomerId | null);
    const { at, by, context } = command;
    const ratingId = ratingIdOf(caseId);
    const data = { ratingId, caseId, expiresAt: instant(Date.parse(at) + ratingLinkDays * dayMs) };
    const handled = await this.bus.execute(
      new DecideAssessment('rating', ratingId, { type: 'InviteRating', at, by, data }, context),
    );
    // Asked again under the same key, the same link.
    const [invited] = handled.events as unknown as readonly { data: { expiresAt: Instant } }[];
    const expiresAt = invited?.data.expiresAt ?? data.expiresAt;
    const token = this.links.sign(caseId, expiresAt);
    return { id: ratingId, handled, extra: { token, path: `/rate/${token}`, expiresAt } };
  }

  @Query({
    path: 'public/ratings/:token',
    permission: PUBLIC,
    summary: { zh: '评价链接指向的案件', en: 'What a rating link is about' },
    params: tokenParams,
    answers: shownSchema,
    refusals: linkRefusals,
  })
  async shown(
    { params: { token } }: PublicInput<{ params: typeof tokenParams }>,
    @Ip() address: string,
  ) {
    this.rate.count(address);
    const caseId = this.links.read(token);
    const { closedOn } = await this.work.finished(caseId);
    return { kind: kindOfCase(caseId), closedOn, score: await this.scoreOf(caseId) };
  }

  @Operation({
    path: 'public/ratings/:token',
    permission: PUBLIC,
    summary: { zh: '客户评价', en: 'Rate a case' },
    params: tokenParams,
    body: rateCaseRequest,
    answers: shownSchema,
    refusals: [...linkRefusals, 'case-already-rated'],
  })
  async rateCase(
    {
      params: { token },
      body,
    }: PublicInput<{ params: typeof tokenParams; body: typeof rateCaseRequest }>,
    @Ip() address: string,
  ) {
    this.rate.count(address);
    const caseId = this.links.read(token);
    const finished = await this.work.finished(caseId);
    const ratingId = ratingIdOf(caseId);
    const data = {
      ...{ ratingId, caseId, ...body },
      customerId: finished.customerId as CustomerId | null,
      handlerId: finished.handlerId as ActorId | null,
      unitId: finished.unitId as UnitId | null,
    };
    // A telephone that lost the answer sends the same again; another score is another rating.
    const commandId = derivedId('assessment.rating', caseId, String(body.score));
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const context = { ...ids, channel: 'rating-link', unit: null };
    const command = { type: 'RateCase' as const, at: this.clock.now(), by: customer, data };
    await this.bus.execute(new DecideAssessment('rating', ratingId, command, context));
    return { kind: kindOfCase(caseId), closedOn: finished.closedOn, score: body.score };
  }

  private async scoreOf(caseId: CaseId): Promise<number | null> {
    const events = await this.log.readStream(ratingIdOf(caseId));
    const known = events as unknown as readonly RatingEvent[];
    return known.reduce(ratingDecider.evolve, ratingDecider.initialState).score;
  }
}
