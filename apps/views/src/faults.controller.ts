/** Faults: the dispatch board, one fault, its history; outages; what is open already. */
import { Deadlines } from '@taizhang/calendar';
import {
  asOfQuery,
  asShown,
  differenceQuery,
  faultLanes,
  faultParams as params,
  faultSchema,
  faultsQuery,
  listOf,
  openCaseSchema,
  openCasesRequest,
  outageSchema,
  outagesQuery,
  pageOf,
  timelineEntrySchema,
} from '@taizhang/contracts/views';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { faults } from '@taizhang/views/fault-cases';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { CaseHistory, differenceAnswer, pastState } from './case-history';
import { pageOfCases } from './case-lists';
import { pageOfRows } from './cursor';
import { deadlinesSchema, explainDeadlines } from './deadlines';
import { faultEntity, outageEntity, tables } from './entities';
import { OpenCases } from './open-cases';

const asOfAnswer = z.object({ fault: faultSchema, ...pastState });

type OfOne<Q extends z.ZodObject> = QueryInput<{ params: typeof params; query: Q }>;

@Controller()
export class FaultViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly promises: Deadlines,
    private readonly history: CaseHistory,
    private readonly openCases: OpenCases,
  ) {}

  @Query({
    path: 'faults',
    views: { kind: 'fault', each: 'id' },
    reads: [tables.faults],
    permission: 'fault.read',
    summary: { zh: '故障清单与派单板', en: 'Faults, by lane of the board, unit or grade' },
    query: faultsQuery,
    answers: pageOf(faultSchema),
  })
  list({ query }: QueryInput<{ query: typeof faultsQuery }>) {
    const { lane, ...asked } = query;
    const rows = this.readModels.getRepository(faultEntity).createQueryBuilder('fault');
    if (lane) rows.where('fault.status IN (:...statuses)', { statuses: faultLanes[lane] });
    return pageOfCases(rows, asked, 'reportedAt');
  }

  @Query({
    path: 'faults/:id',
    views: { kind: 'fault', id: 'id' },
    reads: [tables.faults],
    permission: 'fault.read',
    summary: { zh: '一件故障', en: 'One fault' },
    params,
    answers: asShown(faultSchema),
    refusals: ['not-found'],
  })
  async one({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const fault = orNotFound(await this.readModels.getRepository(faultEntity).findOneBy({ id }));
    return atRevision(fault.revision, fault);
  }

  @Query({
    path: 'faults/:id/timeline',
    views: { kind: 'fault', id: 'id' },
    permission: 'fault.read',
    summary: { zh: '全部经过', en: 'Everything that happened to it' },
    params,
    answers: z.object({ items: z.array(timelineEntrySchema) }),
    refusals: ['not-found'],
  })
  async timeline({ params: { id } }: QueryInput<{ params: typeof params }>) {
    return { items: await this.history.timeline(id) };
  }

  @Query({
    path: 'faults/:id/as-of',
    views: { kind: 'fault', id: 'id' },
    permission: 'history.replay',
    summary: { zh: '还原某一时刻的状态', en: 'Its state at a past moment or revision' },
    params,
    query: asOfQuery,
    answers: asOfAnswer,
    refusals: ['not-found', 'not-yet-known'],
  })
  async asOf({ params: { id }, query }: OfOne<typeof asOfQuery>) {
    const { row: fault, ...told } = await this.history.asOf(faults, id, query);
    return { fault, ...told };
  }

  @Query({
    path: 'faults/:id/difference',
    views: { kind: 'fault', id: 'id' },
    permission: 'history.replay',
    summary: { zh: '两个时刻之间的差异', en: 'What changed between two revisions' },
    params,
    query: differenceQuery,
    answers: differenceAnswer,
    refusals: ['not-found'],
  })
  difference({ params: { id }, query }: OfOne<typeof differenceQuery>) {
    return this.history.difference(faults, id, query);
  }

  @Query({
    path: 'faults/:id/deadlines',
    views: { kind: 'fault', id: 'id' },
    reads: [tables.faults],
    permission: 'fault.read',
    summary: { zh: '承诺期限及其由来', en: 'Its deadlines and the arithmetic behind each' },
    params,
    answers: asShown(deadlinesSchema),
    refusals: ['not-found'],
  })
  async deadlines({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const found = await this.readModels.getRepository(faultEntity).findOneBy({ id });
    return explainDeadlines(this.promises, orNotFound(found).promises);
  }

  @Query({
    path: 'outages',
    reads: [tables.outages],
    permission: 'fault.read',
    summary: { zh: '停电信息', en: 'Outages, newest first' },
    query: outagesQuery,
    answers: pageOf(outageSchema),
  })
  outages({ query: { open, limit, cursor } }: QueryInput<{ query: typeof outagesQuery }>) {
    const rows = this.readModels.getRepository(outageEntity).createQueryBuilder('outage');
    if (open) rows.where(`outage.restoredAt IS ${open === 'true' ? '' : 'NOT'} NULL`);
    const more = { limit, ...(cursor ? { cursor } : {}) };
    return pageOfRows(rows, 'startsAt', { ...more, direction: 'DESC' });
  }

  @Query({
    method: 'POST',
    path: 'cases/open',
    views: { kind: 'case', each: 'id' },
    reads: [tables.complaints, tables.faults, tables.inquiries],
    permission: 'contact.read',
    summary: {
      zh: '客户或同一地点尚未办结的事项',
      en: 'What is open already for a customer, or at a place',
    },
    body: openCasesRequest,
    answers: listOf(openCaseSchema),
  })
  async alreadyOpen({ body }: QueryInput<{ body: typeof openCasesRequest }>) {
    return { items: await this.openCases.of(body) };
  }
}
