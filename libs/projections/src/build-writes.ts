/**
 * What a build has PostgreSQL write, one thing after the other on its own connection, while
 * folding goes on: two processors have something to do.
 */
import type { ClientBase } from 'pg';

/** Beyond so many bytes on their way, folding waits. */
const bytesMax = 8_000_000;

type Work = (db: ClientBase) => Promise<void>;

export class BuildWrites {
  private last: Promise<void> = Promise.resolve();
  private bytes = 0;
  private onRoom: () => void = () => undefined;
  private failure: { error: unknown } | undefined;

  /** @param check throws when nothing more is to be written */
  constructor(
    private readonly db: ClientBase,
    private readonly check: () => void,
  ) {}

  /** To be done when its turn comes; what goes wrong is thrown by whoever waits next. */
  add(work: Work, bytes = 0): void {
    this.bytes += bytes;
    this.last = this.last.then(async () => {
      try {
        if (this.failure) return;
        this.check();
        await work(this.db);
      } catch (error) {
        this.failure ??= { error };
      } finally {
        this.bytes -= bytes;
        if (this.hasRoom) this.onRoom();
      }
    });
  }

  /** What `work` answers when everything before it is done. */
  async ask<Answer>(work: (db: ClientBase) => Promise<Answer>): Promise<Answer> {
    let answer: Answer;
    this.add(async (db) => {
      answer = await work(db);
    });
    await this.done();
    return answer!;
  }

  /** Until there is room for more. */
  async room(): Promise<void> {
    if (!this.hasRoom) await new Promise<void>((resolve) => (this.onRoom = resolve));
    this.throwFailure();
  }

  /** Until everything is written. */
  async done(): Promise<void> {
    await this.last;
    this.throwFailure();
  }

  /** Until nothing is written any more; what was not begun is left undone. */
  async end(): Promise<void> {
    this.failure ??= { error: new Error('The build has ended') };
    await this.last;
  }

  private get hasRoom(): boolean {
    return this.bytes <= bytesMax || this.failure !== undefined;
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
