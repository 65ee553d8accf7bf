import { assessmentMemory, openCallbacks } from '@taizhang/assessment/application';
import type { AskedAbout, OpenCallback, OpenCallbacks } from '@taizhang/assessment/application';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import { ProjectionsService } from '@taizhang/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

export const openCallbackEntity = entityOf<OpenCallback>(assessmentMemory, openCallbacks);

@Injectable()
export class OpenCallbacksQuery implements OpenCallbacks {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly projections: ProjectionsService,
  ) {}

  /** @throws when the memory does not catch up soon: the message is heard again */
  async of(about: AskedAbout): Promise<readonly OpenCallback[]> {
    if (!(await this.projections.caughtUp())) {
      throw new Error('Waiting for the memory of callbacks timed out: it is behind the log');
    }
    return this.readModels.getRepository(openCallbackEntity).findBy(about);
  }
}
