/** What a wall clock of a place means in UTC, daylight saving included. */

/** Milliseconds since 1970 UTC of a wall-clock time given as if it were UTC. */
export type ToUtc = (wallClock: number) => number;

const minute = 60_000;
const day = 24 * 60 * minute;

/** A fixed offset (`Z`, `+08:00`) or an IANA name (`Asia/Shanghai`); null for anything else. */
export function zone(name: string): ToUtc | null {
  const fixed = offsetOf(name);
  if (fixed !== null) return (wallClock) => wallClock - fixed;
  try {
    return named(name);
  } catch {
    return null; // Intl knows no such place.
  }
}

/** Milliseconds east of UTC that `Z`, `+08:00` or `+0800` stands for. */
export function offsetOf(text: string): number | null {
  if (text === 'Z' || text === 'UTC') return 0;
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[2]), Number(parts[3])];
  if (hours > 14 || minutes > 59) return null;
  return (parts[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * minute;
}

/**
 * A time told twice (clocks set back) is the first of the two; a time never told (clocks set
 * forward) is as much later as the clocks moved: what Temporal calls "compatible".
 */
function named(name: string): ToUtc {
  const offsetAt = offsets(name);
  return (wallClock) => {
    const before = offsetAt(wallClock - day);
    const after = offsetAt(wallClock + day);
    const told = [before, after]
      .filter((offset) => offsetAt(wallClock - offset) === offset)
      .map((offset) => wallClock - offset);
    return told.length > 0 ? Math.min(...told) : wallClock - before;
  };
}

/** Asking Intl costs microseconds a row; clocks change on a quarter of an hour only. */
function offsets(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const known = new Map<number, number>();
  return (utc: number): number => {
    const quarter = Math.floor(utc / (15 * minute)) * 15 * minute;
    let offset = known.get(quarter);
    if (offset === undefined) {
      if (known.size > 100_000) known.clear();
      offset = wallClockAt(format, quarter) - quarter;
      known.set(quarter, offset);
    }
    return offset;
  };
}

function wallClockAt(format: Intl.DateTimeFormat, utc: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utc)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
