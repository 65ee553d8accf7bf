import { billingMemory, runningClocks } from '@taizhang/billing-inquiries/application';
import type { DueClocks, RunningClock } from '@taizhang/billing-inquiries/application';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { DataSource } from 'typeorm';

export const runningClockEntity = entityOf<RunningClock>(billingMemory, runningClocks);

@Injectable()
export class DueClocksQuery implements DueClocks {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  due(now: string, limit: number) {
    return this.readModels.getRepository(runningClockEntity).find({
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
  }
}
