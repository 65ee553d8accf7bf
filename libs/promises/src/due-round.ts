/**
 * Looks at what is due again and again. What was looked at before and is due still comes last: a
 * case that cannot be decided, however old, keeps no other from being looked at.
 */
import { Refused } from '@taizhang/kernel';

const batchMax = 200;
/** After so many in a row it is hardly the cases: the log is away, and the next look comes soon. */
const failuresMax = 3;

type Timer = Readonly<{ id: string }>;

export class DueRound<Due extends Timer> {
  /** What was due at the last look and was looked at by then, longest ago first. */
  private seen: ReadonlySet<string> = new Set();

  /**
   * @param due the oldest that are due, at most so many
   * @param miss records one; a refusal means that it was kept at the last moment, and the timers
   *   have just not heard of it yet
   */
  constructor(
    private readonly due: (limit: number) => Promise<readonly Due[]>,
    private readonly miss: (timer: Due) => Promise<unknown>,
  ) {}

  /** Answers how many were looked at. @throws the first failure, once all were looked at */
  async look(): Promise<number> {
    const due = new Map(
      (await this.due(batchMax + this.seen.size)).map((timer) => [timer.id, timer]),
    );
    const seen = new Set([...this.seen].filter((id) => due.has(id)));
    const fresh = [...due.keys()].filter((id) => !seen.has(id));
    const round = [...fresh, ...seen].slice(0, batchMax);
    this.seen = seen;
    const failures: unknown[] = [];
    let inARow = 0;
    for (const id of round) {
      seen.delete(id);
      seen.add(id);
      try {
        await this.miss(due.get(id)!);
        inARow = 0;
      } catch (error) {
        if (error instanceof Refused) continue;
        failures.push(error);
        if (++inARow === failuresMax) break;
      }
    }
    if (failures.length > 0) throw failures[0];
    return round.length;
  }
}
