/** When an event of another log is the one that is here, and when it is the next of its stream. */
import { Conflict, EventIdsReused } from './event-log';
import { assertAppendable } from './proposal';
import type { StoredEvent } from './stored-events';

const fields = [
  ...(['stream', 'revision', 'id', 'type', 'version', 'at', 'recordedAt', 'by'] as const),
  ...(['context', 'data'] as const),
];
/** What must be equal for two stores to hold the same event; each counts positions by itself. */
export type HeldField = (typeof fields)[number];

/** Another event stands where one is to be restored, or the same with a field changed. */
export class HeldOtherwise extends Conflict {
  constructor(
    event: StoredEvent,
    /** The first field that differs; values may be personal and are not told. */
    readonly field: HeldField,
  ) {
    super(event.stream, event.revision - 1, event.revision);
    this.message = `Revision ${event.revision} of ${event.stream} is another event here: its ${field} differs`;
  }
}

/** @throws HeldOtherwise, or EventIdsReused where the id stands at another place */
export function assertHeldAlike(event: StoredEvent, there: StoredEvent): void {
  const isPlace = event.stream === there.stream && event.revision === there.revision;
  if (!isPlace) throw new EventIdsReused(event.stream, event.revision - 1, 'no-stream', there);
  const differing = fields.find((field) => event[field] !== there[field]);
  if (differing) throw new HeldOtherwise(event, differing);
}

/** @param last revision of the stream here, none before the first @throws Conflict */
export function assertNext({ stream, revision }: StoredEvent, last: number | undefined): void {
  if (revision === (last ?? -1) + 1) return;
  throw new Conflict(stream, revision === 0 ? 'no-stream' : revision - 1, last ?? 'no-stream');
}

/**
 * What every store refuses before it looks.
 * @throws TypeError naming event and field, SyntaxError where a text is no JSON
 */
export function assertStorable(events: readonly StoredEvent[]): void {
  for (const { stream, revision, recordedAt, context, data, ...event } of events) {
    const proposed = { ...event, context: JSON.parse(context), data: JSON.parse(data) };
    assertAppendable(stream, [proposed]);
    if (!Number.isInteger(revision) || revision < 0) {
      throw new TypeError(`Cannot restore ${event.id}: ${revision} is not a revision`);
    }
    if (Number.isNaN(Date.parse(recordedAt))) {
      throw new TypeError(`Cannot restore ${event.id}: ${recordedAt} is not an instant`);
    }
  }
}
