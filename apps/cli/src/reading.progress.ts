/** How far a reading of the whole log is, on stderr. */
import { fractionOf, secondsLeft } from '@taizhang/log-transfer';
import type { CliContext } from './command';
import { Progress, duration, number } from './progress';

/** What was read up to the position `through`; `events` where they are counted. */
export type Reading = Readonly<{ phase: string; through: bigint; events?: number }>;
type Report = Reading & Readonly<{ fraction: number; seconds: number }>;

export class ReadingProgress {
  private readonly progress: Progress<Report>;
  private phase = '';
  private begunMs = 0;
  private from = 0n;

  /** @param head where the log ends */
  constructor(
    context: Pick<CliContext, 'err' | 'isTerminal'>,
    private readonly head: bigint,
  ) {
    this.progress = new Progress(context, readingText);
  }

  readonly show = (reading: Reading) => {
    if (reading.phase !== this.phase) {
      this.phase = reading.phase;
      this.begunMs = performance.now();
      this.from = reading.through;
    }
    const seconds = (performance.now() - this.begunMs) / 1_000;
    const fraction = fractionOf(reading.through, this.from, this.head);
    this.progress.show({ ...reading, fraction, seconds });
  };

  end(): void {
    this.progress.end();
  }
}

/** `hashing · 42 % · 120,000 events · 18 s left` */
export function readingText({ phase, fraction, events, seconds }: Report): string {
  const left = secondsLeft(seconds, fraction);
  return [
    phase,
    `${Math.floor(100 * fraction)} %`,
    ...(events === undefined ? [] : [`${number(events)} events`]),
    ...(left === null ? [] : [`${duration(left)} left`]),
  ].join(' · ');
}
