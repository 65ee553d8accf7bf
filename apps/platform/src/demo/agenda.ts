/** What will happen when: a priority queue to which every step may add the next. */

export type Step = Readonly<{
  /** Milliseconds since 1970. */
  at: number;
  /** Unique; orders steps of the same millisecond and names their commands. */
  key: string;
  run(): Promise<unknown>;
}>;

const before = (a: Step, b: Step) => (a.at === b.at ? a.key < b.key : a.at < b.at);

export class Agenda {
  /** A binary heap: each step is before the two at twice its index. */
  private readonly heap: Step[] = [];

  add(...steps: readonly Step[]): void {
    for (const step of steps) {
      this.heap.push(step);
      this.rise(this.heap.length - 1);
    }
  }

  get size(): number {
    return this.heap.length;
  }

  /** When the next step happens; never, when there is none. */
  get nextAt(): number {
    return this.heap[0]?.at ?? Infinity;
  }

  /** Takes the next step. */
  take(): Step {
    const next = this.heap[0];
    if (!next) throw new Error('Nothing is left on the agenda');
    this.removeFirst();
    return next;
  }

  private removeFirst(): void {
    const last = this.heap.pop()!;
    if (this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(index: number): void {
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(this.heap[index]!, this.heap[parent]!)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  private sink(index: number): void {
    for (;;) {
      let first = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        const step = this.heap[child];
        if (step && before(step, this.heap[first]!)) first = child;
      }
      if (first === index) return;
      this.swap(index, first);
      index = first;
    }
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
