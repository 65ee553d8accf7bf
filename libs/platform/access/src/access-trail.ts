/**
 * Keeps who looked at what: in memory for a moment, then in the database, many at once and beside
 * the requests. A process that stops in order writes the rest first.
 */
import type { Look } from '@taizhang/platform/http';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

type Kept = Look & Readonly<{ id: string }>;

/** A look is in the database at most so long after it happened, while the database answers. */
const pauseMs = 250;
const batchMax = 1_000;
/** With so many waiting, whoever looks next waits for the database: memory is bounded. */
const waitingMax = 10_000;
const attemptsAtStop = 10;
/** A page that is left open asks every few seconds: alike within five minutes is one look. */
const sameLookMs = 5 * 60_000;
/** So many different looks are remembered for that; a few megabytes. */
const rememberedMax = 20_000;

export class AccessTrail {
  private waiting: Kept[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private readonly months = new Set<string>();
  /** When looks alike were recorded last, the oldest first. */
  private readonly recent = new Map<string, number>();

  constructor(
    private readonly pool: Pool,
    private readonly onFailure: (error: Error, waiting: number) => void = () => undefined,
  ) {}

  /** Returns at once, or, with too many waiting, a promise that fails when they cannot be kept. */
  readonly record = (look: Look): void | Promise<void> => {
    if (this.isRepeated(look)) return;
    const id = randomUUID();
    this.waiting.push({ ...look, id });
    if (this.waiting.length > waitingMax) {
      return this.flush().catch((error: unknown) => {
        // Nothing will be shown, hence nothing was looked at.
        this.waiting = this.waiting.filter((one) => one.id !== id);
        this.recent.delete(keyOf(look));
        throw error;
      });
    }
    this.timer ??= setTimeout(() => void this.flush().catch(() => undefined), pauseMs).unref();
  };

  /** Writes what is waiting. @throws what the database said; everything unwritten stays */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
    await this.writing;
    // Whatever came while the last batch was on its way.
    if (this.waiting.length > 0) await this.flush();
  }

  /** Writes the rest, trying for a while. @throws when it cannot, with how many are lost */
  async stop(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.flush();
      } catch (error) {
        clearTimeout(this.timer);
        if (attempt === attemptsAtStop) {
          const lost = `${this.waiting.length} records of who looked at what are lost`;
          throw new Error(lost, { cause: error });
        }
        await delay(pauseMs * attempt);
      }
    }
  }

  /** Drops the months that ended before. @returns the names of what was dropped */
  async forgetBefore(moment: string): Promise<readonly string[]> {
    const text = 'SELECT access.forget_before($1::timestamptz) AS name';
    const { rows } = await this.pool.query<{ name: string }>(text, [moment]);
    this.months.clear();
    return rows.map(({ name }) => name);
  }

  private isRepeated(look: Look): boolean {
    const key = keyOf(look);
    const at = Date.parse(look.at);
    const before = this.recent.get(key);
    if (before !== undefined && Math.abs(at - before) < sameLookMs) return true;
    this.recent.delete(key);
    this.recent.set(key, at);
    const [oldest] = this.recent.keys();
    if (this.recent.size > rememberedMax) this.recent.delete(oldest!);
    return false;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, batchMax);
      try {
        await this.write(batch);
      } catch (error) {
        this.onFailure(error as Error, this.waiting.length);
        this.timer ??= setTimeout(
          () => void this.flush().catch(() => undefined),
          pauseMs * 4,
        ).unref();
        throw error;
      }
      this.waiting = this.waiting.slice(batch.length);
    }
  }

  private async write(batch: readonly Kept[]): Promise<void> {
    const months = new Set(batch.map(({ at }) => `${at.slice(0, 7)}-01`));
    for (const month of months) {
      if (this.months.has(month)) continue;
      await this.pool.query('SELECT access.ensure_month($1::date)', [month]);
      this.months.add(month);
    }
    await this.pool.query(insertion, [JSON.stringify(batch)]);
  }
}

const keyOf = ({ staffId, unitId, operation, subjects, outcome }: Look) =>
  [staffId, unitId, operation, outcome, ...subjects].join(' ');

const insertion = `
  INSERT INTO access.looks
    (at, id, staff_id, unit_id, operation, kind, subjects, outcome, correlation_id)
  SELECT at, id, "staffId", "unitId", operation, kind, subjects, outcome, "correlationId"
  FROM jsonb_to_recordset($1::jsonb) AS looks(at timestamptz, id uuid, "staffId" text,
    "unitId" text, operation text, kind text, subjects text[], outcome text, "correlationId" text)
  ON CONFLICT (at, id) DO NOTHING`;
