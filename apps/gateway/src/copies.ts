/** The copies of a service, and which of them to ask next. */

/** How long a copy that could not be reached is asked last. */
const shunnedMs = 2_000;

export class Copies {
  private readonly shunnedUntil = new Map<string, number>();
  private turn = 0;

  /** @param now in ms */
  constructor(
    private readonly urls: readonly string[],
    private readonly now: () => number = Date.now,
  ) {}

  /** All of them, in turn; those that could not be reached a moment ago at the end. */
  inOrder(): readonly string[] {
    const first = this.turn++ % this.urls.length;
    const rotated = [...this.urls.slice(first), ...this.urls.slice(0, first)];
    return rotated.sort((a, b) => Number(this.isShunned(a)) - Number(this.isShunned(b)));
  }

  couldNotReach(url: string): void {
    this.shunnedUntil.set(url, this.now() + shunnedMs);
  }

  private isShunned(url: string): boolean {
    return (this.shunnedUntil.get(url) ?? 0) > this.now();
  }
}
