/** The copies of a service, and which of them to ask next. */

/** How long a copy that could not be reached is asked last. */
const shunnedMs = 2_000;

export class Copies {
  private readonly shunnedUntil = new Map<string, number>();
  private readonly silent = new Set<string>();
  private turn = 0;

  /** @param now in ms */
  constructor(
    readonly urls: readonly string[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** All that are not silent, in turn; those that could not be reached a moment ago at the end. */
  inOrder(): readonly string[] {
    const first = this.turn++ % this.urls.length;
    const rotated = [...this.urls.slice(first), ...this.urls.slice(0, first)];
    return rotated
      .filter((url) => !this.silent.has(url))
      .sort((a, b) => Number(this.isShunned(a)) - Number(this.isShunned(b)));
  }

  /** One that takes requests and answers none: whoever asked it would wait for minutes. */
  setSilent(url: string, silent: boolean): void {
    if (silent) this.silent.add(url);
    else this.silent.delete(url);
  }

  couldNotReach(url: string): void {
    this.shunnedUntil.set(url, this.now() + shunnedMs);
  }

  private isShunned(url: string): boolean {
    return (this.shunnedUntil.get(url) ?? 0) > this.now();
  }
}
