/**
 * The newest events, kept in memory: whoever follows the log shares one reading of what came.
 * Every reader keeps its own position, and who falls behind what is kept reads for itself.
 */
import { categoryOf } from '@taizhang/kernel';
import type { Range } from './reading';

/** What is kept at most; a page of a feed has no more. */
const eventsMax = 1_000;
const charactersMax = 4_000_000;

/** What feeds choose events by. */
export type Placed = Readonly<{ position: bigint; stream: string; type: string }>;
type Page<Event> = Readonly<{ events: readonly Event[]; through: bigint }>;

/** One event, with what it takes of memory. */
export type Sized<Event> = Readonly<{ event: Event; position: bigint; characters: number }>;

export class NewestEvents<Event extends Placed> {
  private kept: Sized<Event>[] = [];
  private characters = 0;
  /** Every event after it, and up to `through`, is kept. */
  private after = 0n;
  private through = 0n;
  private reading: Promise<void> | undefined;

  /** @param read the events of a range, all of them up to a limit */
  constructor(private readonly read: (range: Range) => Promise<Page<Sized<Event>>>) {}

  /** The same as the log would answer; undefined where the range begins before what is kept. */
  async page({ after, to, limit, types, categories }: Range): Promise<Page<Event> | undefined> {
    // Nobody has followed for a while: what is between is nobody's.
    if (after > this.through) this.beginAt(after);
    while (after >= this.after && this.through < to) await this.readOn(to);
    if (after < this.after) return undefined;
    const wanted: Event[] = [];
    for (let index = this.firstBehind(after); index < this.kept.length; index++) {
      const { event } = this.kept[index]!;
      if (event.position > to || wanted.length === limit) break;
      if (types && !types.includes(event.type)) continue;
      if (categories && !categories.includes(categoryOf(event.stream))) continue;
      wanted.push(event);
    }
    return { events: wanted, through: wanted.length < limit ? to : wanted.at(-1)!.position };
  }

  /** The log is not what it was: what is kept may be of events that it does not hold any more. */
  clear(): void {
    this.beginAt(0n);
  }

  private beginAt(position: bigint): void {
    this.kept = [];
    this.characters = 0;
    this.after = position;
    this.through = position;
  }

  /** One at a time; whoever wants more meanwhile waits and looks again. */
  private readOn(to: bigint): Promise<void> {
    this.reading ??= this.readNext(to).finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readNext(to: bigint): Promise<void> {
    const from = this.through;
    const { events, through } = await this.read({ after: from, to, limit: eventsMax });
    // Somebody began further on while this was read.
    if (this.through !== from) return;
    for (const sized of events) this.characters += sized.characters;
    this.kept.push(...events);
    this.through = through;
    this.forget();
  }

  private forget(): void {
    let gone = 0;
    while (this.kept.length - gone > eventsMax || this.characters > charactersMax) {
      this.characters -= this.kept[gone++]!.characters;
    }
    if (gone === 0) return;
    this.after = this.kept[gone - 1]!.position;
    this.kept.splice(0, gone);
  }

  /** Index of the first kept event behind a position. */
  private firstBehind(position: bigint): number {
    let [low, high] = [0, this.kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.kept[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
