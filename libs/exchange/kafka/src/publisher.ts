/**
 * Puts the log on the topics: one more checkpointed reader of the log, one at a time among all
 * processes. After a crash it sends again from its checkpoint, so that a message may stand twice
 * on a partition, but first occurrences are always in the order of the log.
 */
import { publishedFrom, topicOf, type EventLog, type Published } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { Partitioners, type Message, type Producer, type TopicMessages } from 'kafkajs';
import { toCloudEvent } from './cloud-event';
import type { Cluster } from './cluster';
import type { Inbox } from './inbox';

export type PublisherParts = Readonly<{
  cluster: Cluster;
  log: EventLog;
  inbox: Inbox;
  /** Event type to the context on whose topic it is published. */
  publications: ReadonlyMap<string, string>;
  /** Creates what is missing; tells the number of partitions of each topic. */
  topics(): Promise<ReadonlyMap<string, number>>;
}>;

/** Well below what a broker takes in one request. */
const requestBytesMax = 512 * 1024;
const pageSize = 200;
/** What comes meanwhile goes with the next request: each costs the broker and all consumers. */
const lingerMs = 20;
const partitionOf = Partitioners.DefaultPartitioner();

type Outgoing = Readonly<{ published: Published; message: Message; partition: number }>;

/** Publishes from where the last publisher stood until the signal aborts. */
export async function publish(parts: PublisherParts, signal: AbortSignal): Promise<void> {
  const { cluster, log, inbox, publications } = parts;
  const partitions = await parts.topics();
  // A producer of our own for each term: a new one fences nothing, and owes nothing to the old.
  const producer = cluster.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  try {
    await producer.connect();
    const after = await inbox.published();
    const feed = log.feed({ after, types: [...publications.keys()], pageSize, signal });
    for await (const { events, through } of feed) {
      const outgoing = events.map((event) => {
        const topic = topicOf(publications.get(event.type)!);
        return addressed(publishedFrom(event, topic), partitions);
      });
      for (const portion of portionsOf(outgoing)) {
        if (signal.aborted) return;
        await producer.sendBatch({ acks: -1, topicMessages: byTopic(cluster, portion) });
        await inbox.recordPublished(portion.at(-1)!.published.position, lastPlaces(portion));
      }
      if (events.at(-1)?.position !== through) await inbox.recordPublished(through, []);
      await delay(lingerMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await quietly(producer);
  }
}

function addressed(published: Published, partitions: ReadonlyMap<string, number>): Outgoing {
  const message = toCloudEvent(published);
  const count = partitions.get(published.topic) ?? 0;
  const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
    ...{ partitionErrorCode: 0, partitionId, leader: 0, replicas: [], isr: [] },
  }));
  const partition = partitionOf({ topic: published.topic, partitionMetadata, message });
  return { published, message: { ...message, partition }, partition };
}

/** Cut by size, never by anything else: the order stays. */
function portionsOf(outgoing: readonly Outgoing[]): Outgoing[][] {
  const portions: Outgoing[][] = [];
  let bytes = Infinity;
  for (const one of outgoing) {
    const size = Buffer.byteLength(String(one.message.value)) + 1_000;
    if (bytes + size > requestBytesMax) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)!.push(one);
    bytes += size;
  }
  return portions;
}

function byTopic(cluster: Cluster, portion: readonly Outgoing[]): TopicMessages[] {
  const messages = new Map<string, Message[]>();
  for (const { published, message } of portion) {
    const topic = cluster.named(published.topic);
    messages.set(topic, [...(messages.get(topic) ?? []), message]);
  }
  return [...messages].map(([topic, some]) => ({ topic, messages: some }));
}

function lastPlaces(portion: readonly Outgoing[]) {
  const last = new Map<string, { topic: string; partition: number; position: bigint }>();
  for (const { published, partition } of portion) {
    const { topic, position } = published;
    last.set(`${topic}/${partition}`, { topic, partition, position });
  }
  return [...last.values()];
}

/** A producer that is lost already cannot say good-bye. */
const quietly = (producer: Producer) => producer.disconnect().catch(() => undefined);
