import type { EventLog } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { rangeWidthOf } from './applied-ranges';
import { applyEvents } from './apply';
import type { TableStore } from './table-store';

const pageSize = 2_000;

/**
 * Applies what came since `from`, up to the head or, when `exactly` is given, up to exactly
 * there, so that two versions have seen the same events. Answers how far it came.
 */
export async function catchUp(
  log: EventLog,
  db: ClientBase,
  stores: readonly TableStore[],
  { from, exactly }: { from: bigint; exactly?: bigint },
): Promise<bigint> {
  const rangeWidth = rangeWidthOf(log);
  let position = from;
  if (exactly !== undefined && exactly <= from) return position;
  for await (const page of log.feed({ after: from, pageSize, untilHead: true })) {
    if (exactly === undefined || page.through < exactly) {
      await applyEvents(db, stores, page.events, rangeWidth);
      position = page.through;
      continue;
    }
    await applyEvents(
      db,
      stores,
      page.events.filter((event) => event.position <= exactly),
      rangeWidth,
    );
    return exactly;
  }
  return position;
}
