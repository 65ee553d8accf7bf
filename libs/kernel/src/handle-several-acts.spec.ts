import { accept, type Decider } from './decider';
import { Conflict, type EventLog, type Proposed } from './event-log';
import { derivedId, handle } from './handle';
import type { ActorId, Context, Instant, Message } from './message';

type Told = Message<'Told', { word: string }>;
type Tell = Message<'Tell', { words: readonly string[] }>;

const happened = { at: '2026-01-05T08:00:00.000Z' as Instant, by: 'staff-1' as ActorId };
const tellAll: Decider<Tell, number, Told, never> = {
  initialState: 0,
  decide: ({ data }) =>
    accept(...data.words.map((word) => ({ type: 'Told' as const, ...happened, data: { word } }))),
  evolve: (count) => count + 1,
};

const contextOf = (commandId: string): Context => ({
  commandId,
  correlationId: 'c',
  causationId: 'c',
  channel: 'legacy',
  unit: null,
  origin: { source: 'old', row: Number(commandId.slice(4)), activity: 'Told' },
});

/** A log of one stream that remembers what it was asked to append. */
class OneStream implements EventLog {
  readonly events: Proposed[] = [];
  readonly stride = 1;
  async append(stream: string, events: readonly Proposed[]) {
    this.events.push(...events);
    const revision = this.events.length - 1;
    return { revision, position: BigInt(revision), recordedAt: happened.at, repeated: false };
  }
  async readStream(stream: string) {
    const rest = { stream, recordedAt: happened.at };
    return this.events.map((event, revision) => ({
      ...event,
      ...rest,
      revision,
      position: BigInt(revision),
    }));
  }
  async *feed() {}
  async head() {
    return BigInt(this.events.length);
  }
}

const tell = (log: EventLog, rows: readonly string[], expected?: number) =>
  handle(log, tellAll, {
    stream: 'story-1',
    command: { type: 'Tell', ...happened, data: { words: rows } },
    context: contextOf(rows[0]!),
    contextOf: (index) => contextOf(rows[index]!),
    ...(expected === undefined ? {} : { expected }),
  });

describe('A command that tells of several acts', () => {
  it('gives each event the context and the id of its own act', async () => {
    const log = new OneStream();
    await tell(log, ['row-2', 'row-3']);
    expect(log.events.map(({ context }) => context.origin?.row)).toEqual([2, 3]);
    expect(log.events.map(({ id }) => id)).toEqual([
      derivedId('row-2', '0'),
      derivedId('row-3', '0'),
    ]);
  });

  it('gives an act the same id however the acts are put together', async () => {
    const [together, apart] = [new OneStream(), new OneStream()];
    await tell(together, ['row-2', 'row-3', 'row-4']);
    await tell(apart, ['row-2']);
    await tell(apart, ['row-3', 'row-4']);
    expect(apart.events.map(({ id }) => id)).toEqual(together.events.map(({ id }) => id));
  });

  it('is refused on a stream that has moved on, so that the caller looks again', async () => {
    const log = new OneStream();
    await tell(log, ['row-2']);
    await tell(log, ['row-3'], 0);
    await expect(tell(log, ['row-4'], 0)).rejects.toThrow(Conflict);
  });
});
