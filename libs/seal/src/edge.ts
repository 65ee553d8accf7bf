/** A growing tree by its right edge alone: a few dozen hashes, however many leaves there are. */
import { nodeOf, type Hash } from './hash';
import { edgeOf, rootOfEdge, type Subtrees } from './tree';

/** Told of each subtree that becomes complete, the leaf itself first. */
export type OnComplete = (level: number, hash: Hash) => void;

export class Edge {
  private constructor(
    private leaves: number,
    /** Complete subtrees from the left, each larger than the next. */
    private readonly subtrees: { level: number; hash: Hash }[],
  ) {}

  static empty = (): Edge => new Edge(0, []);

  static async of(size: number, subtrees: Subtrees): Promise<Edge> {
    const hashes = edgeOf(size).map(async ({ level, number }) => ({
      level,
      hash: await subtrees(level, number),
    }));
    return new Edge(size, await Promise.all(hashes));
  }

  /** Grows apart from this one. */
  copy = (): Edge => new Edge(this.leaves, [...this.subtrees]);

  get size(): number {
    return this.leaves;
  }

  append(leaf: Hash, onComplete: OnComplete = () => undefined): void {
    this.leaves++;
    let [level, hash] = [0, leaf];
    onComplete(level, hash);
    while (this.subtrees.at(-1)?.level === level) {
      hash = nodeOf(this.subtrees.pop()!.hash, hash);
      onComplete(++level, hash);
    }
    this.subtrees.push({ level, hash });
  }

  root = (): Hash => rootOfEdge(this.subtrees.map(({ hash }) => hash));
}
