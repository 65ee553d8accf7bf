/** Complaints: work lists, one case, its history, and any past state of it. */
import { Deadlines } from '@taizhang/calendar';
import {
  asOfQuery,
  asShown,
  complaintParams as params,
  complaintSchema,
  complaintsQuery,
  differenceQuery,
  pageOf,
  timelineEntrySchema,
} from '@taizhang/contracts/views';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { complaints } from '@taizhang/views/complaint-cases';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { CaseHistory, differenceAnswer, pastState } from './case-history';
import { ComplaintLists } from './complaint-lists';
import { deadlinesSchema, explainDeadlines } from './deadlines';
import { complaintEntity, tables } from './entities';

const asOfAnswer = z.object({ complaint: complaintSchema, ...pastState });

type OfOne<Q extends z.ZodObject> = QueryInput<{ params: typeof params; query: Q }>;

@Controller()
export class ComplaintViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly promises: Deadlines,
    private readonly history: CaseHistory,
    private readonly lists: ComplaintLists,
  ) {}

  @Query({
    path: 'complaints',
    views: { kind: 'complaint', each: 'id' },
    reads: [tables.complaints],
    permission: 'complaint.read',
    summary: { zh: '投诉清单', en: 'Work lists and searches of complaints' },
    query: complaintsQuery,
    answers: pageOf(complaintSchema),
  })
  list({ query, principal }: QueryInput<{ query: typeof complaintsQuery }>) {
    return this.lists.page(query, principal);
  }

  @Query({
    path: 'complaints/:id',
    views: { kind: 'complaint', id: 'id' },
    reads: [tables.complaints],
    permission: 'complaint.read',
    summary: { zh: '一件投诉', en: 'One complaint' },
    params,
    answers: asShown(complaintSchema),
    refusals: ['not-found'],
  })
  async one({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const complaint = orNotFound(
      await this.readModels.getRepository(complaintEntity).findOneBy({ id }),
    );
    return atRevision(complaint.revision, complaint);
  }

  @Query({
    path: 'complaints/:id/timeline',
    views: { kind: 'complaint', id: 'id' },
    permission: 'complaint.read',
    summary: { zh: '全部经过', en: 'Everything that happened to it' },
    params,
    answers: z.object({ items: z.array(timelineEntrySchema) }),
    refusals: ['not-found'],
  })
  async timeline({ params: { id } }: QueryInput<{ params: typeof params }>) {
    return { items: await this.history.timeline(id) };
  }

  @Query({
    path: 'complaints/:id/as-of',
    views: { kind: 'complaint', id: 'id' },
    permission: 'history.replay',
    summary: { zh: '还原某一时刻的状态', en: 'Its state at a past moment or revision' },
    params,
    query: asOfQuery,
    answers: asOfAnswer,
    refusals: ['not-found', 'not-yet-known'],
  })
  async asOf({ params: { id }, query }: OfOne<typeof asOfQuery>) {
    const { row: complaint, ...told } = await this.history.asOf(complaints, id, query);
    return { complaint, ...told };
  }

  @Query({
    path: 'complaints/:id/difference',
    views: { kind: 'complaint', id: 'id' },
    permission: 'history.replay',
    summary: { zh: '两个时刻之间的差异', en: 'What changed between two revisions' },
    params,
    query: differenceQuery,
    answers: differenceAnswer,
    refusals: ['not-found'],
  })
  difference({ params: { id }, query }: OfOne<typeof differenceQuery>) {
    return this.history.difference(complaints, id, query);
  }

  @Query({
    path: 'complaints/:id/deadlines',
    views: { kind: 'complaint', id: 'id' },
    reads: [tables.complaints],
    permission: 'complaint.read',
    summary: { zh: '承诺期限及其由来', en: 'Its deadlines and the arithmetic behind each' },
    params,
    answers: asShown(deadlinesSchema),
    refusals: ['not-found'],
  })
  async deadlines({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const found = await this.readModels.getRepository(complaintEntity).findOneBy({ id });
    return explainDeadlines(this.promises, orNotFound(found).promises);
  }
}
