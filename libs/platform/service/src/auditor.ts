/**
 * Audits the read models of this process when somebody asks, and by itself now and then, slowly:
 * what nobody looks for is found all the same.
 */
import { EVENT_LOG, type EventLog, type Instant, type ReadModel } from '@taizhang/kernel';
import type { LogAudit } from '@taizhang/contracts/views';
import { lead, type Leading } from '@taizhang/platform/database';
import { DATABASE } from '@taizhang/platform/resources';
import {
  AuditStopped,
  audit,
  isAuditDue,
  recordAudits,
  recordedAudits,
  type AuditProgress,
} from '@taizhang/projections';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { PROJECTED } from './projections.service';

const lookMs = 10 * 60_000;
/** How old the last audit may be before the next begins by itself. */
const everyHours = 24;
/** Working alone it rests so many times as long as it worked. */
const restFactor = 4;

@Injectable()
export class Auditor implements OnApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private running: (AuditProgress & { startedAt: Date }) | null = null;
  private failure: string | null = null;
  private stopping: AbortController | undefined;
  private work: Promise<void> = Promise.resolve();
  private leading: Leading | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(PROJECTED) private readonly models: readonly ReadModel[],
  ) {}

  /** From now on audits by itself, in one of any number of copies. */
  start(): void {
    if (this.models.length === 0) return;
    const name = `audit ${this.models.map((model) => model.name).join(' ')}`;
    this.leading = lead(this.pool, name, (signal) => this.watch(signal), {
      onFailure: (error) => this.logger.error(`No audit: ${(error as Error).message}`),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping?.abort();
    await this.leading?.stop();
    await this.work;
  }

  /** Starts in the background. Answers false when one runs already. */
  begin(rest?: () => Promise<unknown>): boolean {
    if (this.running) return false;
    this.stopping = new AbortController();
    this.running = { events: 0, position: 0n, head: 0n, startedAt: new Date() };
    this.work = this.run(this.stopping.signal, rest);
    return true;
  }

  /** Answers false when there is nothing to stop. */
  stop(): boolean {
    if (!this.running) return false;
    this.stopping?.abort();
    return true;
  }

  async status(): Promise<LogAudit> {
    const { running, failure } = this;
    const items = await recordedAudits(this.pool);
    return {
      running: running && {
        events: running.events,
        position: String(running.position),
        head: String(running.head),
        startedAt: running.startedAt.toISOString(),
      },
      failure,
      items: items.map((item) => ({ ...item, auditedAt: isoOf(item.auditedAt) })),
    };
  }

  private async run(signal: AbortSignal, rest?: () => Promise<unknown>): Promise<void> {
    try {
      const audits = await audit(this.log, this.pool, this.models, {
        signal,
        onProgress: (progress) => (this.running = { ...this.running!, ...progress }),
        ...(rest && { rest }),
      });
      await recordAudits(this.pool, audits);
      this.failure = null;
      for (const { readModel, findings } of audits) {
        for (const { from, to, inLog, applied } of findings) {
          this.logger.error(
            `${readModel}: positions ${from} to ${to} hold ${inLog} events, ${applied} were taken in`,
          );
        }
      }
    } catch (error) {
      this.failure = (error as Error).message;
      if (!(error instanceof AuditStopped)) this.logger.error(`Audit failed: ${this.failure}`);
    } finally {
      this.running = null;
    }
  }

  private async watch(signal: AbortSignal): Promise<void> {
    const stop = () => void this.stop();
    signal.addEventListener('abort', stop, { once: true });
    while (!signal.aborted) {
      await delay(lookMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted || !(await isAuditDue(this.pool, this.models, everyHours))) continue;
      this.begin(restfully(signal));
      await this.work;
    }
  }
}

/** Leaves most of the machine to the others. */
function restfully(signal: AbortSignal): () => Promise<void> {
  let began = performance.now();
  return async () => {
    const workedMs = performance.now() - began;
    await delay(workedMs * restFactor, undefined, { signal }).catch(() => undefined);
    began = performance.now();
  };
}

const isoOf = (instant: Instant | Date) => new Date(instant).toISOString();
