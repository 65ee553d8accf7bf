/**
 * Knows how far the log has grown, for everybody in this process who waits for more. Own appends
 * tell it at once, appends of other processes by a subscription. A subscription can end or fall
 * silent without a word, so a poll looks after it: what it missed is noticed a moment later, and
 * it is begun anew.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EventStoreDbServer, Stored } from './server';
import { isOurs } from './stored-event';

export type HeadWatchOptions = Readonly<{
  server: EventStoreDbServer;
  /** The longest that a subscription that fell silent can delay a reader. */
  pollMs: number;
  /** How long a log that looks shorter than it was is looked at before it is taken for that. */
  settleMs: number;
  /**
   * Told when the log may not be the one it was: it ends before where it did, because an older
   * state was put back, or the subscription was lost and nobody knows what happened meanwhile.
   */
  onDoubt(): void;
  onFailure(during: string, error: Error): void;
}>;

// Mostly the newest event is one of ours; behind a quiet weekend lie thousands of statistics.
const lookBack = [2, 16, 128, 1_000];
const lookAgainMs = 100;
const nothingSeen = { newest: -1n, head: 0n };

export class HeadWatch {
  private known = 0n;
  private readonly sleepers = new Set<() => void>();
  private followers = 0;
  private following = new AbortController();
  /** What the subscription has spoken of. */
  private told = 0n;
  /** As far as was looked the last time, so that nobody looks through the same again. */
  private seen = nothingSeen;

  constructor(private readonly options: HeadWatchOptions) {}

  /** A position that is in the log for sure; the log may have more by now. */
  get head(): bigint {
    return this.known;
  }

  /** Tells a position that is in the log. */
  raise(position: bigint): void {
    if (position <= this.known) return;
    this.known = position;
    this.wakeAll();
  }

  /** Tells a position that was given to an append which began when the log reached to `before`. */
  appended(position: bigint, before: bigint): void {
    if (position <= before) this.fallBack(position, before);
    else this.raise(position);
  }

  /**
   * Asks the log itself: the position of the newest event that is ours.
   * @param reaching a position that was in the log once
   */
  async ask(reaching = 0n): Promise<bigint> {
    const before = this.known;
    const head = await this.settled(() => {
      // Somebody else may have found out meanwhile that it is shorter.
      const known = this.known < before ? this.known : before;
      return reaching > known ? reaching : known;
    });
    if (head < before) this.fallBack(head, before);
    else this.raise(head);
    return head;
  }

  /**
   * A server that is being put in charge answers reads, and shows what it has when others have it
   * too: until then the log looks shorter than it is.
   */
  private async settled(expected: () => bigint): Promise<bigint> {
    const { settleMs, onFailure } = this.options;
    const givesUpAtMs = performance.now() + settleMs;
    let head = await this.look();
    if (head < expected()) {
      onFailure('poll', new Error(`The log ends at ${head}, before ${expected()}: for how long?`));
    }
    while (head < expected() && performance.now() < givesUpAtMs) {
      await delay(lookAgainMs);
      head = await this.look();
    }
    return head;
  }

  /** The server lost what it had: restored from a backup, cut off, or elected without it. */
  private fallBack(head: bigint, before: bigint): void {
    // Noticed by somebody else meanwhile, and grown again since.
    if (this.known < before) return this.raise(head);
    [this.known, this.told, this.seen] = [head, head, nothingSeen];
    this.options.onDoubt();
    this.wakeAll();
  }

  /** Resolves when the head is another than `position`, or `signal` is aborted. */
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

  /** Keeps the head current until the returned function is called. */
  follow(): () => void {
    if (this.followers++ === 0) {
      this.following = new AbortController();
      const { signal } = this.following;
      this.listen(signal).catch(() => undefined);
      this.poll(signal).catch(() => undefined);
    }
    let isFollowing = true;
    return () => {
      if (isFollowing && --this.followers === 0) this.following.abort();
      isFollowing = false;
    };
  }

  /** Keeps nothing current any more, whoever follows still. */
  end(): void {
    this.following.abort();
  }

  private wakeAll(): void {
    for (const wake of [...this.sleepers]) wake();
  }

  /** From the newest event back to the first of ours, or to where the last look began. */
  private async look(): Promise<bigint> {
    const before = this.seen;
    let newest: bigint | undefined;
    let from: bigint | 'end' = 'end';
    for (let round = 0; ; round++) {
      const count = lookBack[Math.min(round, lookBack.length - 1)]!;
      const direction = 'backwards' as const;
      const events: Stored[] = await this.options.server.readAll({ from, direction, count });
      for (const event of events) {
        newest ??= event.position;
        const head = isOurs(event) ? event.position : undefined;
        const known = event.position === before.newest ? before.head : undefined;
        const found = head ?? known;
        if (found === undefined) continue;
        this.seen = { newest, head: found };
        return found;
      }
      const last = events.at(-1)?.position;
      if (events.length < count || last === undefined || last === from) {
        this.seen = { newest: newest ?? -1n, head: 0n };
        return 0n;
      }
      from = last;
    }
  }

  /** Subscribes again and again: one that was ended tells so no more than one that goes on. */
  private async listen(signal: AbortSignal): Promise<void> {
    const { server, onDoubt } = this.options;
    const failed = this.failing('listen', signal);
    let pauseMs = 50;
    while (!signal.aborted) {
      const listening = new AbortController();
      const stop = () => listening.abort();
      signal.addEventListener('abort', stop);
      this.restart = stop;
      try {
        const live = () => {
          pauseMs = 50;
          // What came between the last look and the subscription.
          const tell = (head: bigint) => {
            if (head > this.told) this.told = head;
          };
          this.ask().then(tell, failed);
        };
        const event = (stored: Stored) => {
          if (!isOurs(stored)) return;
          this.told = stored.position;
          this.raise(stored.position);
        };
        await server.listen({ live, event }, listening.signal);
        failed(new Error('The subscription has ended'));
      } catch (error) {
        failed(error as Error);
      } finally {
        signal.removeEventListener('abort', stop);
        onDoubt();
      }
      await delay(pauseMs, undefined, { signal });
      pauseMs = Math.min(pauseMs * 2, 1_000);
    }
  }

  private restart: () => void = () => undefined;

  /** Tells of failures until `signal` is aborted: what was under way then may fail as it likes. */
  private failing(during: string, signal: AbortSignal): (error: Error) => undefined {
    return (error) => {
      if (!signal.aborted) this.options.onFailure(during, error);
    };
  }

  private async poll(signal: AbortSignal): Promise<void> {
    const { pollMs, onFailure } = this.options;
    const failed = this.failing('poll', signal);
    let missed = 0n;
    while (!signal.aborted) {
      await delay(pollMs, undefined, { signal });
      // Whatever goes wrong, it goes on: nobody else looks after the subscription.
      const head = await this.ask().catch(failed);
      if (!head || signal.aborted) continue;
      // Twice, because what is appended in this moment may be told of in the next.
      if (missed > 0n && this.told < missed && head >= missed) {
        onFailure('listen', new Error('The subscription is silent'));
        this.restart();
        missed = 0n;
      } else missed = head > this.told ? head : 0n;
    }
  }
}
