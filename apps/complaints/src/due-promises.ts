import { complaintMemory, runningPromises } from '@taizhang/complaints/application';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import type { DuePromises, RunningPromise } from '@taizhang/promises/application';
import { Inject, Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { DataSource } from 'typeorm';

export const runningPromiseEntity = entityOf<RunningPromise>(complaintMemory, runningPromises);

@Injectable()
export class DuePromisesQuery implements DuePromises {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  due(now: string, limit: number) {
    return this.readModels.getRepository(runningPromiseEntity).find({
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
  }
}
