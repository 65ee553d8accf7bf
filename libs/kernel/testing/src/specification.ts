/** One grammar for every rule: given what happened, when something is asked, then … */
import type { Decider, Message, Projection, Recorded } from '@taizhang/kernel';

/** Reads as the sentence a domain expert would say. */
export const specification =
  <C, S, E, R extends string>({ initialState, decide, evolve }: Decider<C, S, E, R>) =>
  (...history: E[]) => ({
    when(command: C) {
      const decision = decide(command, history.reduce<S>(evolve, initialState));
      return {
        then: (...events: [E, ...E[]]) => expect(decision).toEqual({ outcome: 'accepted', events }),
        thenNothing: () => expect(decision).toEqual({ outcome: 'accepted', events: [] }),
        thenRefused: (reason: R) => expect(decision).toEqual({ outcome: 'refused', reason }),
      };
    },
  });

/** Given events, when projected, then rows: the same fold that serves and rebuilds. */
export const projected = <Row extends { readonly id: string }, E extends Message>(
  projection: Projection<Row, E>,
  events: readonly Recorded<E>[],
): Map<string, Row> => {
  const rows = new Map<string, Row>();
  for (const event of events) {
    if (!projection.types.includes(event.type)) continue;
    for (const key of projection.keysOf(event)) {
      const next = projection.evolve(rows.get(key) ?? null, event, key);
      if (next) rows.set(key, next);
      else rows.delete(key);
    }
  }
  return rows;
};

/** Puts events into a log of their own, as a projection would see them. */
export function recorded<E extends Message>(
  stream: string,
  events: readonly E[],
  { position = 1n, unit = null as string | null } = {},
): Recorded<E>[] {
  return events.map((event, index) => ({
    ...event,
    id: `${stream}/${index}`,
    version: 1,
    stream,
    revision: index,
    position: position + BigInt(index),
    recordedAt: event.at,
    context: { commandId: 'c', correlationId: 'c', causationId: 'c', channel: 'test', unit },
  }));
}
