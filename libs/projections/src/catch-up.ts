import type { EventLog } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { rangeWidthOf } from './applied-ranges';
import { applyEvents } from './apply';
import type { TableStore } from './table-store';

const pageSize = 2_000;

/**
 * Applies what came since `from`, up to the head or, when `exactly` is given, up to exactly
 * there, so that two versions have seen the same events. Answers how far it came, which is less
 * where the signal ended it.
 */
export async function catchUp(
  log: EventLog,
  db: ClientBase,
  stores: readonly TableStore[],
  { from, exactly, signal }: { from: bigint; exactly?: bigint; signal?: AbortSignal },
): Promise<bigint> {
  const rangeWidth = rangeWidthOf(log);
  let position = from;
  if (exactly !== undefined && exactly <= from) return position;
  const reading = { after: from, pageSize, untilHead: true, ...(signal && { signal }) };
  for await (const page of log.feed(reading)) {
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
