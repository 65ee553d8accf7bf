/**
 * Seals the log while the platform runs: of any number of copies one does, at intervals and once
 * more when it stops. It reads by itself and holds nobody up.
 */
import { lead, type Leading } from '@taizhang/platform/database';
import { SealRefused, SealedMeanwhile, type SealOptions, type Seals } from '@taizhang/seal';
import type { Vault } from '@taizhang/vault';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

/** What is new when the process stops is sealed then, if it is done soon. */
const lastSealMsMax = 5_000;

@Injectable()
export class SealsService implements OnApplicationShutdown {
  private readonly logger = new Logger('Seals');
  private leading: Leading | undefined;
  private stopping = false;
  private told = '';

  constructor(
    readonly seals: Seals,
    /** For the keys of single events, in case files. */
    readonly vault: Pick<Vault, 'keysOf'>,
    private readonly pool: Pool,
    private readonly intervalMs: number,
  ) {}

  start(): void {
    this.leading = lead(this.pool, 'seals', (signal) => this.serve(signal), {
      onFailure: (error) => this.tell(`Sealing was interrupted: ${(error as Error).message}`),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.leading?.stop();
  }

  /** For as long as this process leads. */
  private async serve(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.seal({ signal, leisurely: true });
      await delay(this.intervalMs, undefined, { signal }).catch(() => undefined);
    }
    if (this.stopping) await this.seal({ signal: AbortSignal.timeout(lastSealMsMax) });
  }

  /** A refusal is kept for operators to see and tried again; everything else begins anew. */
  private async seal(options: SealOptions): Promise<void> {
    try {
      await this.seals.sealer.seal(options);
      this.told = '';
    } catch (error) {
      if (error instanceof SealRefused) this.tell(error.message);
      else if (!(error instanceof SealedMeanwhile)) throw error;
    }
  }

  /** Once, not at every interval. */
  private tell(sentence: string): void {
    if (sentence !== this.told) this.logger.error(`Nothing is sealed: ${sentence}`);
    this.told = sentence;
  }
}
