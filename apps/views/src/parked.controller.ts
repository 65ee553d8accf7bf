/** What could not be taken in, of read models and consumers alike: in one place. */
import {
  discardParkedRequest,
  parkedSchema,
  retryParkedRequest,
  type Parked,
} from '@taizhang/contracts/views';
import { EXCHANGE } from '@taizhang/kernel';
import { HttpProblem, Operation, Query, type QueryInput } from '@taizhang/platform/http';
import { DATABASE } from '@taizhang/platform/resources';
import type { OpenExchange } from '@taizhang/platform/service';
import { listParkedRows, requestRetry } from '@taizhang/projections';
import { Controller, Inject } from '@nestjs/common';
import type { Pool } from 'pg';
import { z } from 'zod';

@Controller()
export class ParkedController {
  constructor(
    @Inject(EXCHANGE) private readonly exchange: OpenExchange,
    @Inject(DATABASE) private readonly pool: Pool,
  ) {}

  @Query({
    path: 'operations/parked',
    permission: 'operations.read',
    summary: { zh: '搁置的消息与事件', en: 'Messages and events that are parked' },
    answers: parkedSchema,
  })
  async list(): Promise<Parked> {
    const [rows, keys, discarded] = await Promise.all([
      listParkedRows(this.pool),
      this.exchange.parked(),
      this.exchange.discarded(),
    ]);
    const ofModels = rows.map(({ readModel: name, table: within, kind, key, ...row }) => ({
      ...{ place: 'read-model' as const, name, within, kind, key },
      ...detailsOf(row),
    }));
    const ofConsumers = keys.map(({ consumer: name, topic: within, key, ...row }) => ({
      ...{ place: 'consumer' as const, name, within, kind: 'message' as const, key },
      ...detailsOf(row),
    }));
    return { items: [...ofModels, ...ofConsumers], discarded: [...discarded] };
  }

  @Operation({
    method: 'POST',
    path: 'operations/parked/retry',
    permission: 'operations.write',
    summary: { zh: '重试搁置的序列', en: 'Try a parked key again' },
    body: retryParkedRequest,
    answers: z.object({ requested: z.boolean() }),
    status: 202,
    refusals: ['not-parked'],
  })
  async retry({ body }: QueryInput<{ body: typeof retryParkedRequest }>) {
    const { place, name, within, kind, key } = body;
    if (place === 'read-model') {
      const ref = kind === 'message' || !within ? null : { table: within, kind, key };
      if (!ref || !(await requestRetry(this.pool, name, ref))) throw new HttpProblem('not-parked');
    } else {
      const parked = await this.exchange.parked();
      if (!parked.some((one) => one.consumer === name && one.key === key)) {
        throw new HttpProblem('not-parked');
      }
      await this.exchange.retry(name, key);
    }
    return { requested: true };
  }

  @Operation({
    method: 'POST',
    path: 'operations/parked/discard',
    permission: 'operations.write',
    summary: { zh: '放弃搁置的消息并记录原因', en: 'Give up parked messages, with the reason' },
    body: discardParkedRequest,
    answers: z.object({ discarded: z.int() }),
    refusals: ['not-parked'],
  })
  async discard({ body, principal }: QueryInput<{ body: typeof discardParkedRequest }>) {
    const { consumer, key, reason } = body;
    const by = principal.staffId;
    const discarded = await this.exchange.discard(consumer, key, { by, reason });
    if (discarded === 0) throw new HttpProblem('not-parked');
    return { discarded };
  }
}

type Details = Pick<
  Parked['items'][number],
  'type' | 'reason' | 'parkedAt' | 'waiting' | 'retryWanted'
>;

const detailsOf = ({ type, reason, parkedAt, waiting, retryWanted }: Details): Details => ({
  ...{ type, reason, waiting, retryWanted },
  parkedAt: new Date(parkedAt).toISOString(),
});
