/** Whose erasure is decided and not carried out yet in a read model. */
import { schemaOf, type ReadModel, type Recorded } from '@taizhang/kernel';
import type { GuardedLog } from '@taizhang/vault';
import type { Pool } from 'pg';
import { yetToForget } from './carried-out';
import { misfitOf, type Erased } from './erasures';

/** Everything that the log holds about them. */
export const beingErased = (log: GuardedLog, pool: Pool) =>
  async function* (model: ReadModel): AsyncGenerator<Recorded> {
    const decided: Erased['data'][] = [];
    const decisions = log.feed({ after: 0n, types: ['PersonErased'], untilHead: true });
    for await (const { events } of decisions) {
      const sound = events.filter((event) => misfitOf(event) === undefined);
      decided.push(...(sound as unknown as readonly Erased[]).map(({ data }) => data));
    }
    if (decided.length === 0) return;
    const waiting = await yetToForget(pool, decided, [schemaOf(model)]);
    const subjects = decided.flatMap((one) => (waiting.has(one.personId) ? one.subjects : []));
    if (subjects.length === 0) return;
    for await (const [, event] of log.eventsOf(new Set(subjects))) yield event;
  };
