/**
 * Knows how far the log has grown, for everybody in this process who waits for more. Own appends
 * tell it at once, appends of other processes by LISTEN; where a notification is lost, a poll
 * notices a moment later. All feeds share one listening connection and one poll.
 */
import { Together } from '@taizhang/platform/database';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { connect, persistently, within, withClient } from './connection';
import { headOf } from './reading';

export type HeadWatchOptions = Readonly<{
  pool: Pool;
  schema: string;
  deadlineMs: number;
  /** The longest that a lost notification can delay a reader. */
  pollMs: number;
  /** Told when the log ends before where it was: an older backup of it was put back. */
  onFallenBack(): void;
  onFailure(during: string, error: Error): void;
}>;

// Our own commits are told to us by their answers, as soon as we get to read them; only those of
// others must be asked for.
const graceMs = 10;

export class HeadWatch {
  private known = 0n;
  private readonly sleepers = new Set<() => void>();
  private listeners = 0;
  private listening = new AbortController();
  /** The furthest position that a notification spoke of. */
  private hinted = 0;
  private looking = false;
  private isDoubted = false;
  /** On one connection: where the log does not answer, all who ask would use up the pool. */
  private readonly asking = new Together(async (asked: readonly undefined[]) => {
    const head = await this.lookUp();
    return asked.map(() => head);
  });

  constructor(private readonly options: HeadWatchOptions) {}

  /** A position that is in the log for sure; the log may have more by now. */
  get head(): bigint {
    return this.known;
  }

  /** Tells a position that is committed. */
  raise(position: bigint): void {
    if (position <= this.known) return;
    this.known = position;
    for (const wake of [...this.sleepers]) wake();
  }

  /**
   * Tells a position that was given out to an append which began when the log had reached `before`.
   */
  appended(position: bigint, before: bigint): void {
    if (position <= before) this.fallBack(position);
    else this.raise(position);
  }

  /** Asks the log itself. */
  ask(): Promise<bigint> {
    return this.asking.ask(undefined);
  }

  private async lookUp(): Promise<bigint> {
    const { pool, schema, deadlineMs } = this.options;
    const before = this.known;
    const head = await withClient(pool, deadlineMs, (client) => headOf(client, schema));
    this.isDoubted = false;
    if (head < before) this.fallBack(head);
    else this.raise(head);
    return head;
  }

  /** A new connection may lead to another server, or to this one with another database in it. */
  doubt(): void {
    this.isDoubted = true;
  }

  /** To be awaited by whoever has read up to a position that was known. */
  async settle(): Promise<void> {
    if (this.isDoubted) await this.ask();
  }

  /** What is remembered of the log may be of events that it does not hold any more. */
  private fallBack(head: bigint): void {
    this.known = head;
    this.options.onFallenBack();
    for (const wake of [...this.sleepers]) wake();
  }

  /** Resolves when the log ends elsewhere than at `position`, or `signal` is aborted. */
  async beyond(position: bigint, signal: AbortSignal): Promise<void> {
    while (this.known === position && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.sleepers.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.sleepers.add(wake);
        signal.addEventListener('abort', wake);
      });
    }
  }

  /** Keeps the head current until `signal` is aborted. */
  follow(signal: AbortSignal): void {
    if (signal.aborted) return;
    if (this.listeners++ === 0) {
      this.listening = new AbortController();
      void this.listenFor(this.listening.signal);
      void this.poll(this.listening.signal);
    }
    const leave = () => {
      if (--this.listeners === 0) this.listening.abort();
    };
    signal.addEventListener('abort', leave, { once: true });
  }

  /** Whatever ends it, nobody else would begin it again; a password may be right again later. */
  private async listenFor(signal: AbortSignal): Promise<void> {
    const { pollMs, onFailure } = this.options;
    const failed = (error: Error) => onFailure('listen', error);
    while (!signal.aborted) {
      const listening = persistently(() => this.listen(signal), { signal, onFailure: failed });
      await listening.catch((error) => (signal.aborted ? undefined : failed(error)));
      await delay(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @throws when the connection is lost */
  private async listen(signal: AbortSignal): Promise<void> {
    const { pool, schema, deadlineMs } = this.options;
    const client = await connect(pool, deadlineMs);
    let stop!: () => void;
    const ended = new Promise<void>((resolve, reject) => {
      stop = resolve;
      signal.addEventListener('abort', stop);
      if (signal.aborted) resolve(); // while we were connecting
      client.on('error', reject);
      client.once('end', () => reject(new Error('The listening connection has ended')));
    });
    ended.catch(() => undefined);
    client.on('notification', ({ payload }) => void this.hint(Number(payload)));
    try {
      await within(deadlineMs, client.query(`LISTEN ${schema}`));
      await this.ask(); // what was committed before we listened
      await ended;
    } finally {
      signal.removeEventListener('abort', stop);
      client.release(true);
    }
  }

  /** A notification can come from anybody: it makes us look, it is not believed. */
  private async hint(position: number): Promise<void> {
    if (position > this.hinted) this.hinted = position;
    if (this.looking || !(this.hinted > this.known)) return;
    this.looking = true;
    await delay(graceMs);
    const furthest = this.hinted;
    this.hinted = 0;
    this.looking = false;
    if (furthest > this.known) await this.askQuietly();
  }

  private async poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(this.options.pollMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.askQuietly();
    }
  }

  private async askQuietly(): Promise<void> {
    await this.ask().catch((error) => this.options.onFailure('poll', error));
  }
}
