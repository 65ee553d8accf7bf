/**
 * The log of one store brought to another. What was copied last is the checkpoint: it is at the
 * target, and can be neither lost nor ahead of what it speaks of. Whatever is killed at whatever
 * moment goes on behind it.
 */
import { assertHeldAlike, Conflict, type StoredLog } from '@taizhang/kernel';
import {
  fractionOf,
  Pace,
  stopping,
  throwIfStopped,
  type Transfer,
  type TransferProgress,
} from './pace';

export type Logs = Readonly<{ source: StoredLog; target: StoredLog }>;

export type Copied = Readonly<{
  /** Copied by this run. */
  events: number;
  /** The target held the beginning already. */
  resumed: boolean;
  /** Where both end now; 0n when there is nothing to copy. */
  through: Readonly<{ source: bigint; target: bigint }>;
}>;

/** The target's events are not the beginning of the source's. */
export class ForeignTarget extends Error {}

const pageSizeDefault = 1_000;

/**
 * Copies until the source has nothing more; what is appended to it meanwhile is copied as well.
 * @throws ForeignTarget, Stopped, Conflict when somebody else writes to the target
 */
export async function copyLog(
  { source, target }: Logs,
  transfer: Transfer & Readonly<{ phase?: TransferProgress['phase'] }> = {},
): Promise<Copied> {
  const { pageSize = pageSizeDefault } = transfer;
  const start = await endOfCopy({ source, target });
  const portion = new Portion();
  const pace = new Pace(transfer.phase ?? 'copying', transfer.onProgress);
  let through = start;
  let events = 0;
  for (;;) {
    throwIfStopped(transfer);
    const head = (await source.last())?.position ?? 0n;
    if (head <= through.source) break;
    const range = { after: through.source, pageSize, ...stopping(transfer) };
    for await (const page of source.stored(range)) {
      for (let from = 0; from < page.events.length;) {
        throwIfStopped(transfer);
        const some = page.events.slice(from, from + portion.size);
        const positions = await portion.timed(() => target.restore(some));
        from += some.length;
        events += some.length;
        through = { source: some.at(-1)!.position, target: positions.at(-1)! };
        pace.add(some.length, fractionOf(through.source, start.source, head));
      }
    }
  }
  return { events, resumed: start.source > 0n, through };
}

const portionMax = 1_000;
const portionMsMin = 200;
const portionMsMax = 1_000;

/** As many events at once as a target takes in under a second: Ctrl-C waits no longer. */
class Portion {
  size = 100;

  async timed<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedMs = performance.now();
    const result = await work();
    const tookMs = performance.now() - startedMs;
    if (tookMs > portionMsMax) this.size = Math.max(Math.floor(this.size / 2), 10);
    else if (tookMs < portionMsMin) this.size = Math.min(this.size * 2, portionMax);
    return result;
  }
}

/** Where the target ends, in positions of both. @throws ForeignTarget */
export async function endOfCopy({ source, target }: Logs): Promise<Copied['through']> {
  const last = await target.last();
  if (!last) return { source: 0n, target: 0n };
  const there = await source.at(last.stream, last.revision);
  const refusal = 'The target holds something else than the beginning of this log';
  if (!there) {
    const place = `revision ${last.revision} of ${last.stream}`;
    throw new ForeignTarget(`${refusal}: it ends with ${place}, which the source does not have`);
  }
  try {
    assertHeldAlike(there, last);
  } catch (error) {
    if (error instanceof Conflict) throw new ForeignTarget(`${refusal}: ${error.message}`);
    throw error;
  }
  return { source: there.position, target: last.position };
}
