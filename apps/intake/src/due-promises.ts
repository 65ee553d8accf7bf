import { intakeMemory, runningIntakePromises } from '@taizhang/intake/application';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import type { DuePromises, RunningPromise } from '@taizhang/promises/application';
import { Inject, Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { DataSource } from 'typeorm';

export const runningIntakePromiseEntity = entityOf<RunningPromise>(
  intakeMemory,
  runningIntakePromises,
);

@Injectable()
export class DueIntakePromises implements DuePromises {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  due(now: string, limit: number) {
    return this.readModels.getRepository(runningIntakePromiseEntity).find({
      where: { dueAt: LessThan(now) },
      order: { dueAt: 'ASC' },
      take: limit,
    });
  }
}
