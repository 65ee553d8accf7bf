/** Billing inquiries: work lists, one case, its history and its deadlines. */
import { Deadlines } from '@taizhang/calendar';
import { inquiryIdSchema } from '@taizhang/contracts/billing-inquiries';
import {
  asShown,
  inquiriesQuery,
  inquirySchema,
  pageOf,
  timelineEntrySchema,
} from '@taizhang/contracts/views';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { entryOf } from './case-history';
import { deadlinesSchema, explainDeadlines } from './deadlines';
import { inquiryEntity, tables } from './entities';
import { InquiryLists } from './inquiry-lists';

const params = z.strictObject({ id: inquiryIdSchema });
type OfOne = QueryInput<{ params: typeof params }>;

@Controller()
export class InquiryViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly promises: Deadlines,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly lists: InquiryLists,
  ) {}

  @Query({
    path: 'inquiries',
    views: { kind: 'inquiry', each: 'id' },
    reads: [tables.inquiries],
    permission: 'inquiry.read',
    summary: { zh: '电费查询清单', en: 'Work lists and searches of billing inquiries' },
    query: inquiriesQuery,
    answers: pageOf(inquirySchema),
  })
  list({ query, principal }: QueryInput<{ query: typeof inquiriesQuery }>) {
    return this.lists.page(query, principal);
  }

  @Query({
    path: 'inquiries/:id',
    views: { kind: 'inquiry', id: 'id' },
    reads: [tables.inquiries],
    permission: 'inquiry.read',
    summary: { zh: '一件电费查询', en: 'One billing inquiry' },
    params,
    answers: asShown(inquirySchema),
    refusals: ['not-found'],
  })
  async one({ params: { id } }: OfOne) {
    const inquiry = orNotFound(
      await this.readModels.getRepository(inquiryEntity).findOneBy({ id }),
    );
    return atRevision(inquiry.revision, inquiry);
  }

  @Query({
    path: 'inquiries/:id/timeline',
    views: { kind: 'inquiry', id: 'id' },
    permission: 'inquiry.read',
    summary: { zh: '全部经过', en: 'Everything that happened to it' },
    params,
    answers: z.object({ items: z.array(timelineEntrySchema) }),
    refusals: ['not-found'],
  })
  async timeline({ params: { id } }: OfOne) {
    const history = await this.log.readStream(id);
    orNotFound(history[0]);
    return { items: history.map(entryOf) };
  }

  @Query({
    path: 'inquiries/:id/deadlines',
    views: { kind: 'inquiry', id: 'id' },
    reads: [tables.inquiries],
    permission: 'inquiry.read',
    summary: { zh: '承诺期限及其由来', en: 'Its deadlines and the arithmetic behind each' },
    params,
    answers: asShown(deadlinesSchema),
    refusals: ['not-found'],
  })
  async deadlines({ params: { id } }: OfOne) {
    const inquiries = this.readModels.getRepository(inquiryEntity);
    return explainDeadlines(this.promises, orNotFound(await inquiries.findOneBy({ id })).promises);
  }
}
