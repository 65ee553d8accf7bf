/** The work lists: what is mine, what must be dispatched, what breaches next. */
import type { complaintsQuery } from '@taizhang/contracts/views';
import { CLOCK, instant } from '@taizhang/kernel';
import type { Clock } from '@taizhang/kernel';
import { reachOf } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import type { Complaint } from '@taizhang/contracts/views';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { pageOfRows } from './cursor';
import { complaintEntity } from './entities';

type Listing = z.output<typeof complaintsQuery>;

/** A promise that ends within this time breaches soon. */
export const soonMs = 24 * 3600 * 1000;

@Injectable()
export class ComplaintLists {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  page({ list, open, sort, limit, cursor, ...filters }: Listing, principal: Principal) {
    const rows = this.rows(list, principal);
    for (const [field, value] of Object.entries(filters)) {
      rows.andWhere(`complaint.${field} = :${field}`, { [field]: value });
    }
    if (open) rows.andWhere(`complaint.status ${open === 'true' ? '<>' : '='} 'closed'`);
    const more = { limit, ...(cursor ? { cursor } : {}) };
    return sort === 'due'
      ? pageOfRows(rows, 'nextDueAt', { ...more, direction: 'ASC' })
      : pageOfRows(rows, 'lodgedAt', { ...more, direction: 'DESC' });
  }

  count(list: Listing['list'], principal: Principal): Promise<number> {
    return this.rows(list, principal).getCount();
  }

  private rows(list: Listing['list'], principal: Principal): SelectQueryBuilder<Complaint> {
    const rows = this.readModels.getRepository(complaintEntity).createQueryBuilder('complaint');
    if (list === 'all') return rows;
    rows.where(`complaint.status <> 'closed'`);
    const ownUnit = reachOf(principal, 'complaint.write') === 'own-unit';
    const now = this.clock.now();
    switch (list) {
      case 'mine':
        return rows.andWhere('complaint.handlerId = :me', { me: principal.staffId });
      case 'unit':
        return rows.andWhere('complaint.unitId = :unit', { unit: principal.unitId });
      case 'to-dispatch':
        return rows.andWhere(`complaint.status IN ('lodged', 'returned')`);
      case 'breaching': {
        const soon = instant(Date.parse(now) + soonMs);
        rows.andWhere('complaint.nextDueAt BETWEEN :now AND :soon', { now, soon });
        break;
      }
      case 'breached':
        // Counted as missed already, or about to be.
        rows.andWhere('(complaint.missed > 0 OR complaint.nextDueAt < :now)', { now });
        break;
    }
    return ownUnit ? rows.andWhere('complaint.unitId = :unit', { unit: principal.unitId }) : rows;
  }
}
