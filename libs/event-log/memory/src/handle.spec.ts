import {
  CommandIdReused,
  Conflict,
  Refused,
  accept,
  alreadyDone,
  derivedId,
  handle,
  refuse,
  type ActorId,
  type Context,
  type Decider,
  type EventLog,
  type Instant,
  type Message,
} from '@taizhang/kernel';
import { createMemoryEventLog } from './memory-event-log';

/** A counter that refuses to go beyond three. */
type Step = Message<'Step', { by: number }>;
const counter: Decider<Step, number, Step, 'too-far'> = {
  initialState: 0,
  decide(command, count) {
    if (command.data.by === 0) return alreadyDone;
    return count + command.data.by > 3 ? refuse('too-far') : accept(command);
  },
  evolve: (count, { data }) => count + data.by,
};

const stepOf = (by: number): Step => ({
  type: 'Step',
  data: { by },
  at: '2026-01-05T01:00:00.000Z' as Instant,
  by: 'staff-1' as ActorId,
});
const context = (name: string, fingerprint = name): Context => {
  const commandId = derivedId(name);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  return { ...ids, channel: 'test', unit: null, fingerprint };
};
const stream = 'counter-1';
const step = (log: EventLog, name: string, by = 1, more: { expected?: number } = {}) =>
  handle(log, counter, { stream, command: stepOf(by), context: context(name), ...more });

describe('handle', () => {
  it('appends what was decided', async () => {
    const log = createMemoryEventLog();
    expect(await step(log, 'a')).toMatchObject({ revision: 0, position: 1n, repeated: false });
    expect(await step(log, 'b')).toMatchObject({ revision: 1, position: 2n });
  });

  it('carries a refusal out and writes nothing', async () => {
    const log = createMemoryEventLog();
    await expect(step(log, 'a', 4)).rejects.toEqual(new Refused('too-far'));
    expect(await log.head()).toBe(0n);
  });

  it('answers a repeated command as the first time, whatever happened since', async () => {
    const log = createMemoryEventLog();
    const first = await step(log, 'a', 2);
    await step(log, 'b');
    // On its own it would be refused now.
    expect(await step(log, 'a', 2)).toMatchObject({ ...first, repeated: true, events: [{}] });
    expect(await log.head()).toBe(2n);
  });

  it('refuses another request under the same id, on this stream and on another', async () => {
    const log = createMemoryEventLog();
    await step(log, 'a');
    const command = stepOf(1);
    const other = { command, context: context('a', 'another request') };
    await expect(handle(log, counter, { stream, ...other })).rejects.toThrow(CommandIdReused);
    const elsewhere = { stream: 'counter-2', command, context: context('a') };
    await expect(handle(log, counter, elsewhere)).rejects.toThrow(CommandIdReused);
  });

  it('writes nothing when it holds already', async () => {
    const log = createMemoryEventLog();
    await step(log, 'a');
    expect(await step(log, 'b', 0)).toMatchObject({ revision: 0, position: 1n, events: [] });
  });

  it('tells a caller who has seen an older revision', async () => {
    const log = createMemoryEventLog();
    await step(log, 'a');
    await expect(step(log, 'b', 1, { expected: 5 })).rejects.toThrow(Conflict);
    expect(await step(log, 'b', 1, { expected: 0 })).toMatchObject({ revision: 1 });
  });

  it('decides again after a lost race, and refuses by what is true then', async () => {
    const log = createMemoryEventLog();
    const answers = await Promise.allSettled(['a', 'b', 'c', 'd'].map((name) => step(log, name)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: new Refused('too-far') },
    ]);
  });

  it('is one act when the same command comes several times at once', async () => {
    const log = createMemoryEventLog();
    await step(log, 'before');
    const answers = await Promise.all([1, 2, 3].map(() => step(log, 'same', 1, { expected: 0 })));
    expect(answers.map(({ revision }) => revision)).toEqual([1, 1, 1]);
    expect(await log.head()).toBe(2n);
  });

  it('refuses another request under the same id that comes at the same moment', async () => {
    const log = createMemoryEventLog();
    const asked = ['this', 'that'].map((fingerprint, index) =>
      handle(log, counter, {
        stream,
        command: stepOf(index + 1),
        context: context('same', fingerprint),
      }),
    );
    expect(await Promise.allSettled(asked)).toMatchObject([
      { status: 'fulfilled', value: { events: [stepOf(1)] } },
      { status: 'rejected', reason: expect.any(CommandIdReused) },
    ]);
    expect(await log.head()).toBe(1n);
  });
});
