import { assessmentMemory, openCallbacks } from '@taizhang/assessment/application';
import type { OpenCallback, OpenCallbacks } from '@taizhang/assessment/application';
import { EVENT_LOG, type EventLog } from '@taizhang/kernel';
import { entityOf } from '@taizhang/platform/database';
import { POSITION_WAITER, type PositionWaiter } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

export const openCallbackEntity = entityOf<OpenCallback>(assessmentMemory, openCallbacks);

const waitMsMax = 5_000;

@Injectable()
export class OpenCallbacksQuery implements OpenCallbacks {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(POSITION_WAITER) private readonly waitFor: PositionWaiter,
  ) {}

  /** @throws when the memory does not catch up soon: the message is heard again */
  async of(caseId: string): Promise<readonly OpenCallback[]> {
    if (!(await this.waitFor(await this.log.head(), waitMsMax))) {
      throw new Error('Waiting for the memory of callbacks timed out: it is behind the log');
    }
    return this.readModels.getRepository(openCallbackEntity).findBy({ caseId });
  }
}
