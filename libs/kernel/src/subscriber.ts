/** Whoever follows the log or a topic, as its operators see it. */

/**
 * `transient` passes by itself; `locked-out` once an operator gives our account back what it needs;
 * a `poison` message is parked; a `bug` is none of these.
 */
export type FailureClass = 'transient' | 'locked-out' | 'poison' | 'bug';

export type SubscriberState = Readonly<{
  /** Names it in the whole installation, e.g. `customer_archive_v3`. */
  name: string;
  kind: 'read-model' | 'consumer' | 'publisher' | 'clockwork';
  /** `standing-by` where another process does the work. */
  state: 'running' | 'failing' | 'standing-by';
  /** Everything up to here was taken in or parked; null where there are no positions. */
  position: bigint | null;
  /** When it last got on or was last seen to have nothing to do, by our clock; null when never. */
  progressAt: Date | null;
  failure: string | null;
  failureClass: FailureClass | null;
  /** How often it was begun anew because it had ended or fallen silent. */
  restarts: number;
  /** Why it was begun anew the last time. */
  restartReason: string | null;
}>;

/** Can tell how its subscribers are. */
export interface Watched {
  subscribers(): Promise<readonly SubscriberState[]>;
}

export const SUBSCRIBERS = Symbol('Subscribers');

/** Where whatever works by itself in a process makes itself known. */
export class SubscriberRegistry implements Watched {
  private readonly known = new Set<Watched>();

  add(watched: Watched): void {
    this.known.add(watched);
  }

  async subscribers(): Promise<readonly SubscriberState[]> {
    return (await Promise.all([...this.known].map((one) => one.subscribers()))).flat();
  }
}
