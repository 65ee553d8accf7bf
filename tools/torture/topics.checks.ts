/** Checks of what others read who know only the topics. */
import { groupedBy } from './effects';
import type { Evidence } from './evidence';
import type { LogEvent } from './log-reader';
import { each, type Looked } from './looked';
import { topicFor, type OnTopic } from './topics';

export function publishedIsThere({ events, topics = [] }: Evidence): Looked {
  const byId = groupedBy(topics, ({ id }) => id);
  const wrong = ({ id, type, stream, position }: LogEvent) => {
    const there = byId.get(id) ?? [];
    if (there.length === 0) return `${type} at ${position} is on no topic`;
    const isIts = (one: OnTopic) =>
      one.topic === topicFor(type) && one.key === stream && one.position === position;
    return there.every(isIts) ? undefined : `${type} at ${position} stands elsewhere as well`;
  };
  const published = events.filter(({ type }) => topicFor(type) !== undefined);
  return each(published, ({ id }) => id, wrong);
}

/** What was sent twice is recognised by its position, which only holds if those rise. */
export function eachInOrder({ topics = [] }: Evidence): Looked {
  const seen = new Set<string>();
  const firsts = topics.filter(({ id }) => !seen.has(id) && seen.add(id));
  const last = new Map<string, bigint>();
  const wrong = ({ topic, partition, position }: OnTopic) => {
    const place = `${topic} ${partition}`;
    const before = last.get(place) ?? 0n;
    last.set(place, position);
    return position > before ? undefined : `${place}: ${position} comes after ${before}`;
  };
  return each(firsts, ({ id }) => id, wrong);
}
