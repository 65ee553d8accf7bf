/** Looks at the clock again and again, one look at a time, until it is stopped. */
import type { FailureClass, SubscriberState, Watched } from '@taizhang/kernel';

/** How often the clock is looked at: a missed promise shows within this time. */
const tickMsDefault = 2_000;
/** A look that takes longer is given up, and the next begins: it may never end. */
const lookMsMaxDefault = 60_000;

type Options = Readonly<{
  classOf: (failure: unknown) => FailureClass;
  tickMs?: number;
  lookMsMax?: number;
}>;

export class Clockwork implements Watched {
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<unknown> = Promise.resolve();
  private progressAt: Date | null = null;
  private failure: string | null = null;
  private failureClass: FailureClass | null = null;
  private restarts = 0;
  private restartReason: string | null = null;

  constructor(
    /** Names it in the whole installation, e.g. `complaints.deadlines`. */
    private readonly name: string,
    private readonly tick: () => Promise<unknown>,
    private readonly onFailure: (error: Error) => void,
    private readonly options: Options,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.ticking = this.look().then(() => void (this.timer && this.start()));
    }, this.options.tickMs ?? tickMsDefault);
  }

  /** Waits for the look in progress. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.ticking;
  }

  async subscribers(): Promise<readonly SubscriberState[]> {
    const { name, progressAt, failure, failureClass, restarts, restartReason } = this;
    const state = failure === null ? 'running' : 'failing';
    return [
      {
        ...{ name, kind: 'clockwork', state, position: null, progressAt, failure, failureClass },
        ...{ restarts, restartReason },
      },
    ];
  }

  /** The same failure is told once, however long it lasts; its state stays to be seen. */
  private fail(error: Error): void {
    const isNews = error.message !== this.failure;
    this.failure = error.message;
    this.failureClass = this.options.classOf(error);
    if (isNews) this.onFailure(error);
  }

  private async look(): Promise<void> {
    const ms = this.options.lookMsMax ?? lookMsMaxDefault;
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, fail) => {
      late = setTimeout(() => {
        this.restarts++;
        this.restartReason = `A look at the clock did not end within ${ms} ms`;
        fail(new Error(this.restartReason));
      }, ms);
    });
    try {
      await Promise.race([this.tick(), tooLate]);
      this.progressAt = new Date();
      this.failure = null;
      this.failureClass = null;
    } catch (error) {
      if (!isUnbuilt(error)) this.fail(error as Error);
    } finally {
      clearTimeout(late);
    }
  }
}

/**
 * Whether the tables that are looked at are being built for the first time (PostgreSQL's
 * undefined_table): nothing can be due in them yet, and whoever builds them tells how it goes.
 */
const isUnbuilt = (error: unknown) => (error as { code?: string } | null)?.code === '42P01';
