import { assessmentMemory, runningCallbacks } from '@taizhang/assessment/application';
import type { DueCallbacks, RunningCallback } from '@taizhang/assessment/application';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { DataSource } from 'typeorm';

export const runningCallbackEntity = entityOf<RunningCallback>(assessmentMemory, runningCallbacks);

@Injectable()
export class DueCallbacksQuery implements DueCallbacks {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  due(now: string, limit: number) {
    return this.readModels.getRepository(runningCallbackEntity).find({
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
  }
}
