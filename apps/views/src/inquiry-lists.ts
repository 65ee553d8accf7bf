/** The work lists of billing: what is mine, what waits for a decision, what breaches next. */
import type { Account, Inquiry, accountsQuery, inquiriesQuery } from '@taizhang/contracts/views';
import { CLOCK } from '@taizhang/kernel';
import type { Clock } from '@taizhang/kernel';
import type { Principal } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { pageOfCases, workList } from './case-lists';
import { pageOfRows } from './cursor';
import { accountEntity, inquiryEntity } from './entities';

type Listing = z.output<typeof inquiriesQuery>;
type AccountListing = z.output<typeof accountsQuery>;

@Injectable()
export class InquiryLists {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  page({ list, ...asked }: Listing, principal: Principal) {
    return pageOfCases(this.rows(list, principal), asked, 'openedAt');
  }

  accounts({ list, supply, limit, cursor }: AccountListing) {
    const rows = this.readModels.getRepository(accountEntity).createQueryBuilder('account');
    const now = this.clock.now();
    if (list === 'arrears') rows.where('account.overdueSince <= :now', { now });
    if (list === 'to-approve') rows.where(`account.supply = 'cut-proposed'`);
    if (list === 'cut') rows.where(`account.supply IN ('cut', 'reconnection-due')`);
    if (list === 'mistaken') rows.where('account.mistake IS NOT NULL');
    if (list === 'prepaid') rows.where('account.balanceFen IS NOT NULL');
    if (supply) rows.andWhere('account.supply = :supply', { supply });
    const more = { limit, ...(cursor ? { cursor } : {}), direction: 'ASC' as const };
    return pageOfRows<Account>(rows, 'overdueSince', more);
  }

  private rows(list: Listing['list'], principal: Principal): SelectQueryBuilder<Inquiry> {
    const rows = this.readModels.getRepository(inquiryEntity).createQueryBuilder('inquiry');
    if (list === 'all') return rows;
    rows.where(`inquiry.status <> 'closed'`);
    if (list === 'to-verify') return rows.andWhere(`inquiry.status = 'opened'`);
    if (list === 'to-approve') return rows.andWhere(`inquiry.status = 'adjustment-proposed'`);
    // One that nobody verified yet is everybody's.
    const ofUnit = '(inquiry.unitId = :unit OR inquiry.unitId IS NULL)';
    const reader = { principal, write: 'inquiry.write' as const, now: this.clock.now() };
    return workList(rows, list, reader, ofUnit);
  }
}
