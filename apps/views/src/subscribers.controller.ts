/** Who follows the log, who is behind, and who has not been heard of. */
import { subscribersSchema, type Subscribers } from '@taizhang/contracts/views';
import { EVENT_LOG, type EventLog } from '@taizhang/kernel';
import { Query } from '@taizhang/platform/http';
import { DATABASE } from '@taizhang/platform/resources';
import { seenSubscribers } from '@taizhang/platform/subscribers';
import { Controller, Inject } from '@nestjs/common';
import type { Pool } from 'pg';

@Controller()
export class SubscribersController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DATABASE) private readonly pool: Pool,
  ) {}

  @Query({
    path: 'operations/subscribers',
    permission: 'operations.read',
    summary: { zh: '各订阅者的位置与落后量', en: 'Where every subscriber stands' },
    answers: subscribersSchema,
  })
  async list(): Promise<Subscribers> {
    const [head, seen] = await Promise.all([this.log.head(), seenSubscribers(this.pool)]);
    const items = seen.map(({ position, progressAt, beatAt, ...rest }) => ({
      ...rest,
      position: position === null ? null : String(position),
      lag: position === null ? null : Math.max(0, Number(head - position)),
      progressAt: progressAt && new Date(progressAt).toISOString(),
      beatAt: new Date(beatAt).toISOString(),
    }));
    return { head: String(head), items };
  }
}
