/** What could not be taken in, of read models and consumers alike: in one place. */
import {
  discardParkedRequest,
  parkedSchema,
  retryParkedRequest,
  type Parked,
  type RetryParked,
} from '@taizhang/contracts/views';
import { EXCHANGE, type ParkedKey } from '@taizhang/kernel';
import { HttpProblem, Operation, Query, type QueryInput } from '@taizhang/platform/http';
import { DATABASE } from '@taizhang/platform/resources';
import type { OpenExchange } from '@taizhang/platform/service';
import { countParkedKeys, listParkedRows, requestRetry } from '@taizhang/projections';
import { Controller, Inject } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';

/** Keys shown of each read model, and of all consumers together: one fault may park thousands. */
const shownMax = 200;
/** Nobody who asks for another try waits longer for its end. */
const answerMsMax = 5_000;

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
    const [rows, count, keys, discarded] = await Promise.all([
      listParkedRows(this.pool, { limit: shownMax }),
      countParkedKeys(this.pool),
      this.exchange.parked(),
      this.exchange.discarded(),
    ]);
    const ofModels = rows.map(({ readModel: name, table: within, kind, key, ...row }) => ({
      ...{ place: 'read-model' as const, name, within, kind, key },
      ...detailsOf(row),
    }));
    const ofConsumers = keys
      .slice(0, shownMax)
      .map(({ consumer: name, topic: within, key, ...row }) => ({
        ...{ place: 'consumer' as const, name, within, kind: 'message' as const, key },
        ...detailsOf(row),
      }));
    const items = [...ofModels, ...ofConsumers];
    return { total: count + keys.length, items, discarded: [...discarded] };
  }

  @Operation({
    method: 'POST',
    path: 'operations/parked/retry',
    permission: 'operations.write',
    summary: { zh: '重试一个或全部搁置的序列', en: 'Try a parked key again, or all of a place' },
    body: retryParkedRequest,
    answers: z.object({ requested: z.boolean() }),
    status: 202,
    refusals: ['not-parked'],
  })
  async retry({ body }: QueryInput<{ body: typeof retryParkedRequest }>) {
    const { place, name } = body;
    const isAsked =
      place === 'read-model'
        ? await this.retryRows(body)
        : await this.retryMessages(name, body.key);
    if (!isAsked) throw new HttpProblem('not-parked');
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

  private async retryRows({ name, within: table, kind, key }: RetryParked): Promise<boolean> {
    if (key === undefined) return requestRetry(this.pool, name);
    if (!table || !kind || kind === 'message') return false;
    return requestRetry(this.pool, name, { table, kind, key });
  }

  private async retryMessages(name: string, key?: string): Promise<boolean> {
    const parked = await this.exchange.parked();
    const isIt = (one: ParkedKey) => one.consumer === name && one.key === (key ?? one.key);
    if (!parked.some(isIt)) return false;
    const trying = this.exchange.retry(name, key);
    trying.catch(() => undefined);
    // What takes longer goes on, perhaps behind another one, and is seen in the list.
    await Promise.race([trying, delay(answerMsMax, undefined, { ref: false })]);
    return true;
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
