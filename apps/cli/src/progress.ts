/** How far long work is, on stderr: over itself on a terminal, a line now and then elsewhere. */
import type { ImportProgress } from '@taizhang/legacy/import';
import type { CliContext } from './command';

const everyMs = { terminal: 200, elsewhere: 10_000 };

export class Progress<Report = ImportProgress> {
  private shownMs = 0;
  private drawn = false;

  constructor(
    private readonly context: Pick<CliContext, 'err' | 'isTerminal'>,
    private readonly text: (report: Report) => string,
  ) {}

  readonly show = (progress: Report) => {
    const { err, isTerminal } = this.context;
    const now = performance.now();
    if (now - this.shownMs < (isTerminal ? everyMs.terminal : everyMs.elsewhere)) return;
    // Work that is over at once needs no progress.
    if (this.shownMs === 0 && !isTerminal) {
      this.shownMs = now;
      return;
    }
    this.shownMs = now;
    this.drawn = isTerminal;
    const text = this.text(progress);
    err(isTerminal ? `\r\u001B[K${text}` : `${text}\n`);
  };

  end() {
    if (this.drawn) this.context.err('\r\u001B[K');
  }
}

/** `52 % · 11,000 rows · 4,200 rows/s · 3 s left` */
export function progressText(progress: ImportProgress): string {
  const { rows, bytes, totalBytes, rowsPerSecond, secondsLeft } = progress;
  return [
    `${Math.floor((100 * bytes) / Math.max(totalBytes, 1))} %`,
    `${number(rows)} rows`,
    `${number(rowsPerSecond)} rows/s`,
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
  ].join(' · ');
}

export const number = (value: number) => Math.round(value).toLocaleString('en-US');

/** `45 s`, `3 min 20 s`, `2 h 5 min` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
