/** What every log refuses before it asks its store: a mistake of the program, not of its user. */
import type { Proposed } from './event-log';

// An id without a hyphen behind its category, so that the category can be read off the stream.
const streamShape = /^[^\s\p{C}]+-[^\s\p{C}-]+$/u;
const nameShape = /^[^\s\p{C}]+$/u;
const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const versionMax = 32_767;

/**
 * Checks an append as a whole, so that one that cannot be stored never reaches a store.
 * @throws TypeError naming the event and the field
 */
export function assertAppendable(stream: string, events: readonly Proposed[]): void {
  if (!streamShape.test(stream)) fault(stream, 'a stream is called <category>-<id>');
  if (events.length === 0) fault(stream, 'there is nothing to append');
  const ids = new Set<string>();
  for (const event of events) {
    const { id, type, version, at, by } = event;
    if (!idShape.test(id)) fault(stream, `id ${id} is not a UUID in lower case`);
    if (ids.has(id)) fault(stream, `id ${id} is there twice`);
    ids.add(id);
    if (!nameShape.test(type)) fault(stream, `type ${JSON.stringify(type)} is not a name`);
    if (!nameShape.test(by)) fault(stream, `actor ${JSON.stringify(by)} is not an id`);
    if (!Number.isInteger(version) || version < 1 || version > versionMax) {
      fault(stream, `version ${version} of ${type} is not between 1 and ${versionMax}`);
    }
    if (!isInstant(at)) fault(stream, `${at} is not an instant such as 2026-01-05T08:00:00.000Z`);
    if (typeof event.context !== 'object') fault(stream, `${type} has no context`);
    if (event.data === undefined) fault(stream, `${type} has no data`);
  }
}

/** Whether a text is an instant that reads back as it was written. */
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text && text >= '0001';
}

function fault(stream: string, what: string): never {
  throw new TypeError(`Cannot append to ${stream}: ${what}`);
}
