/** The work lists of billing: what is mine, what waits for a decision, what breaches next. */
import type { Account, Inquiry, accountsQuery, inquiriesQuery } from '@taizhang/contracts/views';
import { CLOCK, instant } from '@taizhang/kernel';
import type { Clock } from '@taizhang/kernel';
import { reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { soonMs } from './complaint-lists';
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

  page({ list, open, sort, limit, cursor, ...filters }: Listing, principal: Principal) {
    const rows = this.rows(list, principal);
    for (const [field, value] of Object.entries(filters)) {
      rows.andWhere(`inquiry.${field} = :${field}`, { [field]: value });
    }
    if (open) rows.andWhere(`inquiry.status ${open === 'true' ? '<>' : '='} 'closed'`);
    const more = { limit, ...(cursor ? { cursor } : {}) };
    return sort === 'due'
      ? pageOfRows(rows, 'nextDueAt', { ...more, direction: 'ASC' })
      : pageOfRows(rows, 'openedAt', { ...more, direction: 'DESC' });
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
    const ownUnit = reachOf(principal, 'inquiry.write') === 'own-unit';
    const now = this.clock.now();
    switch (list) {
      case 'mine':
        return rows.andWhere('inquiry.handlerId = :me', { me: principal.staffId });
      case 'unit':
        return rows.andWhere('inquiry.unitId = :unit', { unit: principal.unitId });
      case 'to-verify':
        return rows.andWhere(`inquiry.status = 'opened'`);
      case 'to-approve':
        return rows.andWhere(`inquiry.status = 'adjustment-proposed'`);
      case 'breaching': {
        const soon = instant(Date.parse(now) + soonMs);
        rows.andWhere('inquiry.nextDueAt BETWEEN :now AND :soon', { now, soon });
        break;
      }
      case 'breached':
        rows.andWhere('(inquiry.missed > 0 OR inquiry.nextDueAt < :now)', { now });
        break;
    }
    // One that nobody verified yet is everybody's.
    const mine = '(inquiry.unitId = :unit OR inquiry.unitId IS NULL)';
    return ownUnit ? rows.andWhere(mine, { unit: principal.unitId }) : rows;
  }
}
