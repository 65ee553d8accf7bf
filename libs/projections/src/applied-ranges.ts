/**
 * What a read model has taken in or parked, as a count and a digest for each range of positions:
 * written with the rows, and by the auditor compared with what the log holds. The digest does not
 * depend on the order, finds mistakes, and one event too few or too many can be computed from it.
 * Against forgery there are seals.
 */
import type { EventLog, Recorded } from '@taizhang/kernel';
import type { Queries } from './schema';

/** About so many events make a range, of whichever types they are. */
const eventsOfRange = 10_000;

/** Positions of one range of a log; the first range begins at position 0. */
export const rangeWidthOf = ({ stride }: Pick<EventLog, 'stride'>): number =>
  eventsOfRange * stride;

/** Whoever alters the log can put an event anywhere: what is too far for one shares the last. */
export const rangeOf = (position: bigint, width: number): number =>
  Math.min(Math.floor(Number(position) / width), rangeMax);
const rangeMax = 2 ** 31 - 1;

/** Two sums of 32 bits each, of what `fingerprintOf` says of each event. */
export type Digest = readonly [number, number];
export type Tally = Readonly<{ events: number; digest: Digest }>;

export const emptyTally: Tally = { events: 0, digest: [0, 0] };

export const appliedTable = (schema: string) => `${schema}.applied_ranges`;

export const createAppliedRanges = (schema: string) => `
  CREATE TABLE IF NOT EXISTS ${appliedTable(schema)} (
    range integer PRIMARY KEY,
    events bigint NOT NULL,
    sum_a bigint NOT NULL,
    sum_b bigint NOT NULL
  )`;

type Identified = Pick<Recorded, 'position' | 'id'>;

/** Mixes id and position (FNV-1a and the finaliser of MurmurHash3, both in the public domain). */
export function fingerprintOf({ position, id }: Identified): Digest {
  const place = Number(position);
  let a = 0x811c9dc5 ^ (place % 0x1_0000_0000);
  let b = 0x9747b28c ^ Math.floor(place / 0x1_0000_0000) ^ a;
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul((b ^ code) + a, 0x85ebca6b);
  }
  return [mixed(a), mixed(b)];
}

function mixed(hash: number): number {
  let mix = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}

export const plus = (one: Digest, other: Digest): Digest => [
  (one[0] + other[0]) >>> 0,
  (one[1] + other[1]) >>> 0,
];
export const minus = (one: Digest, other: Digest): Digest => [
  (one[0] - other[0]) >>> 0,
  (one[1] - other[1]) >>> 0,
];

/** Tallies by range, of events in any order. */
export class AppliedRanges {
  private readonly tallies = new Map<number, [number, number, number]>();
  private last: [number, number, number] = [0, 0, 0];
  private lastRange = -1;

  /** @param width positions of one range */
  constructor(private readonly width: number) {}

  add(event: Identified, [a, b]: Digest = fingerprintOf(event)): void {
    const range = rangeOf(event.position, this.width);
    if (range !== this.lastRange) {
      this.last = this.tallies.get(range) ?? [0, 0, 0];
      this.tallies.set(range, this.last);
      this.lastRange = range;
    }
    this.last[0]++;
    this.last[1] = (this.last[1] + a) >>> 0;
    this.last[2] = (this.last[2] + b) >>> 0;
  }

  /** What was added since it was last asked. */
  take(): readonly (readonly [range: number, tally: Tally])[] {
    const taken = [...this.tallies].map(
      ([range, [events, a, b]]) => [range, { events, digest: [a, b] }] as const,
    );
    this.tallies.clear();
    this.lastRange = -1;
    return taken;
  }

  /** Adds it to what is written; in the transaction of the rows. */
  async write(db: Queries, schema: string): Promise<void> {
    for (const statement of this.writing(schema)) await db.query(statement);
  }

  writing(schema: string): string[] {
    const taken = this.take();
    if (taken.length === 0) return [];
    const rows = taken.map(
      ([range, { events, digest }]) => `(${range}, ${events}, ${digest.join(', ')})`,
    );
    return [
      `INSERT INTO ${appliedTable(schema)} AS r (range, events, sum_a, sum_b)
       VALUES ${rows.join(', ')}
       ON CONFLICT (range) DO UPDATE SET events = r.events + excluded.events,
         sum_a = (r.sum_a + excluded.sum_a) & 4294967295,
         sum_b = (r.sum_b + excluded.sum_b) & 4294967295`,
    ];
  }
}
