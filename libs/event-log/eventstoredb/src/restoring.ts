/**
 * Adding events of another log as they are there, one after another, because the order of the log
 * is part of what is restored. Each append expects the revision before: whatever is there already
 * is refused by the server, read and compared.
 */
import {
  assertHeldAlike,
  assertNext,
  assertStorable,
  Conflict,
  type StoredEvent,
} from '@taizhang/kernel';
import type { AppenderOptions } from './appender';
import { persistently } from './patience';
import { isAppendTooLarge, isPassing, RevisionStale } from './server';
import { isOurs, sentAsStored, storedOf } from './stored-event';

// Half of what a server takes at once unless it is told otherwise.
const appendBytesMax = 512 * 1024;
// A server that is away for longer than this ends the work, which can be begun again.
const patienceMs = 60_000;

export class Restorer {
  constructor(private readonly options: Omit<AppenderOptions, 'patienceMs' | 'head'>) {}

  /** @returns the position of each event @throws Conflict, or why the server cannot be reached */
  async restore(events: readonly StoredEvent[]): Promise<readonly bigint[]> {
    assertStorable(events);
    const positions: bigint[] = [];
    for (const run of runsOf(events)) positions.push(...(await this.write(run)));
    const last = positions.at(-1);
    if (last !== undefined) this.options.onCommitted(last);
    return positions;
  }

  /** Events of one stream, neighbours in the log. */
  private async write(run: readonly StoredEvent[]): Promise<readonly bigint[]> {
    const { server, onFailure } = this.options;
    const { stream, revision } = run[0]!;
    const expected = revision === 0 ? 'no-stream' : revision - 1;
    const steadily = {
      signal: AbortSignal.timeout(patienceMs),
      isPassing: mayPass,
      onFailure: (error: Error) => onFailure('restore', error),
    };
    const append = () => server.append(stream, run.map(sentAsStored), expected);
    try {
      const { position } = await persistently(append, steadily);
      // The answer tells the position of the last event only.
      if (run.length === 1 && position !== undefined) return [position];
    } catch (error) {
      if (isAppendTooLarge(error) && run.length > 1) return this.writeHalves(run);
      if (!(error instanceof RevisionStale)) throw error;
    }
    return this.writeRest(run, await persistently(() => this.shown(run), steadily));
  }

  /** The server takes less at once than others do, or the texts are longer than they look. */
  private async writeHalves(run: readonly StoredEvent[]): Promise<readonly bigint[]> {
    const middle = run.length >> 1;
    const first = await this.write(run.slice(0, middle));
    return [...first, ...(await this.write(run.slice(middle)))];
  }

  /** What is not there of events whose beginning is. */
  private async writeRest(run: readonly StoredEvent[], there: readonly bigint[]) {
    if (there.length === run.length) return there;
    return [...there, ...(await this.write(run.slice(there.length)))];
  }

  /** As `compare`, where there must be something. @throws Conflict */
  private async shown(run: readonly StoredEvent[]): Promise<readonly bigint[]> {
    const there = await this.compare(run);
    if (there.length > 0) return there;
    const { stream, revision } = run[0]!;
    const before = await this.options.server.readStream(stream, 0, revision - 1);
    assertNext(run[0]!, before.at(-1)?.revision);
    throw new Error(`The server does not show revision ${revision} of ${stream}, which it counts`);
  }

  /** Positions of those of the events that are there, from the first. @throws Conflict */
  private async compare(run: readonly StoredEvent[]): Promise<readonly bigint[]> {
    const { stream, revision } = run[0]!;
    const to = revision + run.length - 1;
    const stored = await this.options.server.readStream(stream, revision, to);
    return stored.map((found, index) => {
      if (!isOurs(found)) throw new Conflict(stream, revision - 1, found.revision);
      assertHeldAlike(run[index]!, storedOf(found));
      return found.position;
    });
  }
}

/** Being refused is an answer and no failure of the server. */
const mayPass = (error: unknown) =>
  !(error instanceof RevisionStale || error instanceof Conflict) && isPassing(error);

/** Neighbours of one stream can go together; others cannot without losing their order. */
function* runsOf(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  let run: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const last = run.at(-1);
    const size = 2 * (event.data.length + event.context.length) + 1_000;
    const follows = last?.stream === event.stream && last.revision + 1 === event.revision;
    if (last && (!follows || bytes + size > appendBytesMax)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}
