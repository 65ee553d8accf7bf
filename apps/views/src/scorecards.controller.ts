/** Spot checks and scorecards; who is assessed sees their own. */
import {
  asShown,
  pageOf,
  pageQuery,
  periodSchema,
  scorecardSchema,
  scorecardsQuery,
  spotCheckSchema,
  spotCheckSummarySchema,
} from '@taizhang/contracts/views';
import { reachOf } from '@taizhang/platform/auth';
import { HttpProblem, Query, atRevision, orNotFound } from '@taizhang/platform/http';
import type { Principal, QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { pageOfRows } from './cursor';
import { periodEntity, scorecardEntity, spotCheckEntity, tables } from './entities';

const params = z.strictObject({ id: z.string().max(60) });
type One = QueryInput<{ params: typeof params }>;

/** Until it is published a person does not see their own: points may still change. */
const shownToOneself = ['published', 'objected', 'final'];

@Controller()
export class ScorecardViews {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  @Query({
    path: 'spot-checks',
    views: { kind: 'spot-check', each: 'id' },
    reads: [tables.spotChecks],
    permission: 'assessment.read',
    summary: { zh: '抽查清单', en: 'Spot checks, newest first' },
    query: pageQuery,
    answers: pageOf(spotCheckSummarySchema),
  })
  async spotChecks({ query: { limit, cursor } }: QueryInput<{ query: typeof pageQuery }>) {
    const rows = this.readModels.getRepository(spotCheckEntity).createQueryBuilder('check');
    const more = { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' as const };
    const { items, nextCursor } = await pageOfRows(rows, 'drawnAt', more);
    const heads = items.map(({ frame: _, checklist: __, items: ___, ...head }) => head);
    return { items: heads, nextCursor };
  }

  @Query({
    path: 'spot-checks/:id',
    views: { kind: 'spot-check', id: 'id' },
    reads: [tables.spotChecks],
    permission: 'assessment.read',
    summary: { zh: '一次抽查，含抽样框', en: 'One spot check, with its frame' },
    params,
    answers: asShown(spotCheckSchema),
    refusals: ['not-found'],
  })
  async spotCheck({ params: { id } }: One) {
    const check = orNotFound(
      await this.readModels.getRepository(spotCheckEntity).findOneBy({ id }),
    );
    return atRevision(check.revision, check);
  }

  @Query({
    path: 'assessment-periods',
    reads: [tables.periods],
    permission: 'scorecard.read',
    summary: { zh: '考评期', en: 'Periods of assessment, newest first' },
    query: pageQuery,
    answers: pageOf(periodSchema),
  })
  periods({ query: { limit, cursor } }: QueryInput<{ query: typeof pageQuery }>) {
    const rows = this.readModels.getRepository(periodEntity).createQueryBuilder('period');
    const more = { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' as const };
    return pageOfRows(rows, 'openedAt', more);
  }

  @Query({
    path: 'scorecards',
    views: { kind: 'scorecard', each: 'id' },
    reads: [tables.scorecards],
    permission: 'scorecard.read',
    summary: { zh: '考评表清单', en: "Scorecards, or only the reader's own" },
    query: scorecardsQuery,
    answers: pageOf(scorecardSchema),
  })
  scorecards({ query, principal }: QueryInput<{ query: typeof scorecardsQuery }>) {
    const { limit, cursor, ...filters } = query;
    const rows = this.readModels.getRepository(scorecardEntity).createQueryBuilder('card');
    rows.where('true');
    for (const [field, value] of Object.entries(filters)) {
      rows.andWhere(`card.${field} = :${field}`, { [field]: value });
    }
    if (ownOnly(principal)) {
      rows.andWhere('card.staffId = :me', { me: principal.staffId });
      rows.andWhere('card.status IN (:...shown)', { shown: shownToOneself });
    }
    const more = { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' as const };
    return pageOfRows(rows, 'openedAt', more);
  }

  @Query({
    path: 'scorecards/:id',
    views: { kind: 'scorecard', id: 'id' },
    reads: [tables.scorecards],
    permission: 'scorecard.read',
    summary: { zh: '一张考评表', en: 'One scorecard' },
    params,
    answers: asShown(scorecardSchema),
    refusals: ['not-found'],
  })
  async scorecard({ params: { id }, principal }: One) {
    const card = orNotFound(await this.readModels.getRepository(scorecardEntity).findOneBy({ id }));
    const hidden = card.staffId !== principal.staffId || !shownToOneself.includes(card.status);
    // Whether somebody else has one is nobody's business either.
    if (ownOnly(principal) && hidden) throw new HttpProblem('not-found');
    return atRevision(card.revision, card);
  }
}

const ownOnly = (principal: Principal) => reachOf(principal, 'scorecard.read') === 'self';
