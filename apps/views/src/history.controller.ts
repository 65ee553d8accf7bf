/** Any past state of anything that has a history, what changed since, and through whom. */
import {
  historyAsOfQuery,
  historyAsOfSchema,
  historyDifferenceQuery,
  historyDifferenceSchema,
  historyKindOf,
  historyParams as params,
  trailSchema,
  type HistoryAsOf,
  type HistoryKind,
} from '@taizhang/contracts/views';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog, Instant } from '@taizhang/kernel';
import { reachOf, type Permission } from '@taizhang/platform/auth';
import { HttpProblem, Query, orNotFound } from '@taizhang/platform/http';
import type { Principal, QueryInput } from '@taizhang/platform/http';
import { DATABASE } from '@taizhang/platform/resources';
import { Histories, asOf, difference, linksIn, trailOf } from '@taizhang/views/history';
import { Controller, Inject } from '@nestjs/common';
import type { Pool } from 'pg';
import type { z } from 'zod';

type OfOne<Q extends z.ZodObject> = QueryInput<{ params: typeof params; query: Q }>;

/** Whoever replays a thing must be allowed to see it as it is, wherever it is. */
const seeing: Readonly<Record<HistoryKind, Permission>> = {
  customer: 'customer.read',
  contact: 'contact.read',
  complaint: 'complaint.read',
  fault: 'fault.read',
  inquiry: 'inquiry.read',
  account: 'inquiry.read',
  callback: 'assessment.read',
  'spot-check': 'assessment.read',
  scorecard: 'scorecard.read',
};

@Controller()
export class HistoryViews {
  private readonly histories: Histories;

  constructor(@Inject(EVENT_LOG) log: EventLog, @Inject(DATABASE) database: Pool) {
    this.histories = new Histories(log, linksIn(database));
  }

  @Query({
    path: 'history/:id/as-of',
    views: { kind: 'history', id: 'id' },
    permission: 'history.replay',
    summary: {
      zh: '还原案件、客户档案或考评表在任一时刻的状态',
      en: 'A case, an archive or a scorecard as it was known at an instant',
    },
    params,
    query: historyAsOfQuery,
    answers: historyAsOfSchema,
    refusals: ['not-found', 'not-yet-known'],
  })
  async asOf({ params: { id }, query, principal }: OfOne<typeof historyAsOfQuery>) {
    const { at, basis } = query;
    const history = await this.of(id, principal, at);
    const found = asOf(history, at ? { at, basis } : null);
    if (!found) throw new HttpProblem('not-yet-known');
    return found as HistoryAsOf;
  }

  @Query({
    path: 'history/:id/difference',
    views: { kind: 'history', id: 'id' },
    permission: 'history.replay',
    summary: {
      zh: '两个时刻之间哪些内容变了、由谁、因何事',
      en: 'What changed between two instants, through whom and which event',
    },
    params,
    query: historyDifferenceQuery,
    answers: historyDifferenceSchema,
    refusals: ['not-found'],
  })
  async difference({ params: { id }, query, principal }: OfOne<typeof historyDifferenceQuery>) {
    const { from, to = null, basis } = query;
    const last = to !== null && to < from ? from : to;
    return difference(await this.of(id, principal, last), { from, to, basis });
  }

  @Query({
    path: 'history/:id/trail',
    views: { kind: 'history', id: 'id' },
    permission: 'history.replay',
    summary: {
      zh: '谁改了什么：每件事、当事人、时间、原因及后果',
      en: 'Who changed what: every event with its actor, clocks, cause and effects',
    },
    params,
    answers: trailSchema,
    refusals: ['not-found'],
  })
  async trail({ params: { id }, principal }: QueryInput<{ params: typeof params }>) {
    return trailOf(await this.of(id, principal), this.histories);
  }

  private async of(id: string, principal: Principal, until: Instant | null = null) {
    const permission = seeing[historyKindOf(id)!];
    // A scorecard grows in the open for assessors alone: whoever sees but their own replays none.
    if (reachOf(principal, permission) !== 'every-unit') {
      throw new HttpProblem('not-permitted', { extra: { permission } });
    }
    return orNotFound(await this.histories.of(id, until));
  }
}
