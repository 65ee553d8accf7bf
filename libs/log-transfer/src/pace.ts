/** How far long work is, with its rate and the time left. */

export type TransferProgress = Readonly<{
  phase: 'copying' | 'comparing' | 'writing' | 'checking' | 'restoring';
  events: number;
  /** From 0 to 1, by positions; in some stores these are bytes. */
  fraction: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
}>;

export type Transfer = Readonly<{
  signal?: AbortSignal;
  onProgress?: (progress: TransferProgress) => void;
  pageSize?: number;
}>;

/** Ended by whoever asked for it; everything that was done is safe. */
export class Stopped extends Error {}

export function throwIfStopped({ signal }: Transfer): void {
  if (signal?.aborted) throw new Stopped('Stopped');
}

/** For a reading of a log: one that waits for its store ends when it is told to, without a word. */
export const stopping = ({ signal }: Transfer) => (signal ? { signal } : {});

export class Pace {
  private readonly startedMs = performance.now();
  private events = 0;

  constructor(
    private readonly phase: TransferProgress['phase'],
    private readonly tell: Transfer['onProgress'],
  ) {}

  /** @param fraction of the way that this run goes */
  add(events: number, fraction: number): void {
    this.events += events;
    if (!this.tell) return;
    const seconds = Math.max((performance.now() - this.startedMs) / 1_000, 0.001);
    this.tell({
      phase: this.phase,
      events: this.events,
      fraction,
      eventsPerSecond: this.events / seconds,
      secondsLeft: secondsLeft(seconds, fraction),
    });
  }
}

/** What is left at this rate; null while too little was done to tell. */
export function secondsLeft(seconds: number, fraction: number): number | null {
  const isClear = fraction > 0.01 && seconds > 1;
  return isClear ? (seconds * (1 - fraction)) / fraction : null;
}

/** How far `position` is on the way from one position to another. */
export function fractionOf(position: bigint, from: bigint, to: bigint): number {
  if (to <= from) return 1;
  return Math.min(1, Number(position - from) / Number(to - from));
}
