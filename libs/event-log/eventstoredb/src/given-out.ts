/**
 * Which event each feed of this process has given out last. A position alone does not tell: where
 * an older state of the log was put back and grew again, another event can begin at the same byte,
 * and whoever went on behind it would pass over it.
 */
const placesMax = 1_000;

export class GivenOut {
  /** The server's name for the event at a position; told last, stands last. */
  private readonly uuids = new Map<bigint, string>();

  remember(position: bigint, uuid: string): void {
    this.uuids.delete(position);
    this.uuids.set(position, uuid);
    for (const [oldest] of this.uuids) {
      if (this.uuids.size <= placesMax) break;
      this.uuids.delete(oldest);
    }
  }

  /** Whether this is another event than the one that was given out at its position, if one was. */
  isAnother({ position, uuid }: Readonly<{ position: bigint; uuid: string }>): boolean {
    return (this.uuids.get(position) ?? uuid) !== uuid;
  }
}
