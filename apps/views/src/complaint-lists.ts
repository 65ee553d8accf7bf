/** The work lists: what is mine, what must be dispatched, what breaches next. */
import type { Complaint, complaintsQuery } from '@taizhang/contracts/views';
import { CLOCK } from '@taizhang/kernel';
import type { Clock } from '@taizhang/kernel';
import type { Principal } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { pageOfCases, workList } from './case-lists';
import { complaintEntity } from './entities';

type Listing = z.output<typeof complaintsQuery>;

@Injectable()
export class ComplaintLists {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  page({ list, ...asked }: Listing, principal: Principal) {
    return pageOfCases(this.rows(list, principal), asked, 'lodgedAt');
  }

  count(list: Listing['list'], principal: Principal): Promise<number> {
    return this.rows(list, principal).getCount();
  }

  private rows(list: Listing['list'], principal: Principal): SelectQueryBuilder<Complaint> {
    const rows = this.readModels.getRepository(complaintEntity).createQueryBuilder('complaint');
    if (list === 'all') return rows;
    rows.where(`complaint.status <> 'closed'`);
    if (list === 'to-dispatch') {
      return rows.andWhere(`complaint.status IN ('lodged', 'returned')`);
    }
    return workList(rows, list, { principal, write: 'complaint.write', now: this.clock.now() });
  }
}
