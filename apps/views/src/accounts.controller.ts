/** Accounts: what is owed, which supplies are off, and everything known of one. */
import { accountIdSchema } from '@taizhang/contracts/billing-inquiries';
import {
  accountPageSchema,
  accountRowSchema,
  accountsQuery,
  pageOf,
  timelineEntrySchema,
} from '@taizhang/contracts/views';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import { In } from 'typeorm';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { entryOf } from './case-history';
import {
  accountEntity,
  billEntity,
  creditEntity,
  customerEntity,
  inquiryEntity,
  readingEntity,
  supplyPointEntity,
  tables,
} from './entities';
import { InquiryLists } from './inquiry-lists';

const params = z.strictObject({ id: accountIdSchema });
type OfOne = QueryInput<{ params: typeof params }>;
/** Three years of months. */
const newest = 36;

@Controller()
export class AccountViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly lists: InquiryLists,
  ) {}

  @Query({
    path: 'accounts',
    views: { kind: 'account', each: 'id' },
    reads: [tables.accounts, tables.customers, tables.supplyPoints],
    permission: 'inquiry.read',
    summary: { zh: '欠费与停复电清单', en: 'Arrears, disconnections and reconnections' },
    query: accountsQuery,
    answers: pageOf(accountRowSchema),
  })
  list({ query }: QueryInput<{ query: typeof accountsQuery }>) {
    return this.named(query);
  }

  private async named(query: QueryInput<{ query: typeof accountsQuery }>['query']) {
    const { items, nextCursor } = await this.lists.accounts(query);
    const customerIds = items.map(({ customerId }) => customerId);
    const pointIds = items.map(({ supplyPointId }) => supplyPointId);
    const [customers, points] = await Promise.all([
      this.readModels.getRepository(customerEntity).findBy({ id: In(customerIds) }),
      this.readModels.getRepository(supplyPointEntity).findBy({ id: In(pointIds) }),
    ]);
    const owners = new Map(customers.map((customer) => [customer.id, customer]));
    const addresses = new Map(points.map(({ id, address }) => [id, address]));
    const named = items.map((row) => ({
      ...row,
      customerName: owners.get(row.customerId)?.name ?? null,
      customerProcessing: owners.get(row.customerId)?.processing ?? null,
      address: addresses.get(row.supplyPointId) ?? null,
    }));
    return { items: named, nextCursor };
  }

  @Query({
    path: 'accounts/:id',
    views: { kind: 'account', id: 'id' },
    reads: [tables.accounts, tables.bills, tables.credits, tables.readings, tables.inquiries],
    permission: 'inquiry.read',
    summary: {
      zh: '一个账户的账单、缴费、抄表',
      en: 'Bills, payments and readings of one account',
    },
    params,
    answers: accountPageSchema,
    refusals: ['not-found'],
  })
  async one({ params: { id } }: OfOne) {
    const account = orNotFound(
      await this.readModels.getRepository(accountEntity).findOneBy({ id }),
    );
    const where = { accountId: id };
    const [bills, credits, readings, inquiries] = await Promise.all([
      this.readModels
        .getRepository(billEntity)
        .find({ where, order: { issuedAt: 'DESC', id: 'ASC' }, take: newest }),
      this.readModels
        .getRepository(creditEntity)
        .find({ where, order: { at: 'DESC', id: 'ASC' }, take: newest }),
      this.readModels
        .getRepository(readingEntity)
        .find({ where, order: { at: 'DESC', id: 'ASC' }, take: newest }),
      this.readModels
        .getRepository(inquiryEntity)
        .find({ where, order: { openedAt: 'DESC', id: 'ASC' }, take: newest }),
    ]);
    return atRevision(account.revision, { account, bills, credits, readings, inquiries });
  }

  @Query({
    path: 'accounts/:id/timeline',
    views: { kind: 'account', id: 'id' },
    permission: 'inquiry.read',
    summary: { zh: '账户全部经过', en: 'Everything that happened to the account' },
    params,
    answers: z.object({ items: z.array(timelineEntrySchema) }),
    refusals: ['not-found'],
  })
  async timeline({ params: { id } }: OfOne) {
    const history = await this.log.readStream(id);
    orNotFound(history[0]);
    return { items: history.map(entryOf) };
  }
}
