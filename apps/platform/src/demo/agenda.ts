/** What will happen when: a priority queue that hands out what may happen at the same time. */

export type Step = Readonly<{
  /** Milliseconds since 1970. */
  at: number;
  /** Steps of one stream never run at once. */
  stream: string;
  /** Unique; orders steps of the same millisecond and names their commands. */
  key: string;
  run(): Promise<unknown>;
}>;

export type SliceOptions = Readonly<{
  /** Steps behind this instant never happen. */
  until: number;
  stepsMax: number;
  /** A slice is recorded at the time of its last step, so it may not take long. */
  spanMsMax: number;
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

  /** The next steps that touch different streams, in order; none when all is done. */
  nextSlice({ until, stepsMax, spanMsMax }: SliceOptions): readonly Step[] {
    const slice: Step[] = [];
    const streams = new Set<string>();
    for (let next = this.heap[0]; next && slice.length < stepsMax; next = this.heap[0]) {
      const tooLate = next.at > until || next.at - (slice[0] ?? next).at > spanMsMax;
      if (tooLate || streams.has(next.stream)) break;
      streams.add(next.stream);
      slice.push(next);
      this.removeFirst();
    }
    return slice;
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
