/**
 * Puts the log on the topics: one more checkpointed reader of the log, one at a time among all
 * processes. After a crash it sends again from its checkpoint, so that a message may stand twice
 * on a partition, but first occurrences are always in the order of the log. What Kafka lost before
 * somebody handled it is sent again as well.
 */
import { publishedFrom, topicOf, type EventLog, type Published } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { Partitioners, type Message, type Producer, type TopicMessages } from 'kafkajs';
import { toCloudEvent } from './cloud-event';
import type { Cluster } from './cluster';
import { MissingMessages } from './missing-messages';
import { placeName } from './place';
import type { PublishedPlaces } from './published-places';

export type PublisherParts = Readonly<{
  cluster: Cluster;
  log: EventLog;
  places: PublishedPlaces;
  /** Event type to the context on whose topic it is published. */
  publications: ReadonlyMap<string, string>;
  /** Creates what is missing; tells the number of partitions of each topic. */
  topics(): Promise<ReadonlyMap<string, number>>;
  /** Told that something is published once more, and why. */
  onAgain(why: string): void;
}>;

/** Well below what a broker takes in one request. */
const requestBytesMax = 512 * 1024;
const pageSize = 200;
/**
 * What comes meanwhile goes with the next request: each costs the broker and all consumers. As long
 * as the last one took, within these bounds: the busier they are, the more goes together.
 */
const lingerMs = 20;
const lingerMsMax = 200;
/** How often it is looked whether Kafka holds what somebody waits for. */
const lookMs = 2_000;
const partitionOf = Partitioners.DefaultPartitioner();

type Outgoing = Readonly<{ published: Published; message: Message; partition: number }>;

/** Publishes from where the last publisher stood until the signal aborts. */
export async function publish(parts: PublisherParts, signal: AbortSignal): Promise<void> {
  const { cluster, places, onAgain } = parts;
  const partitions = await parts.topics();
  // A producer of our own for each term: a new one fences nothing, and owes nothing to the old.
  const producer = cluster.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  try {
    await producer.connect();
    while (!signal.aborted) {
      const { after, isAgain } = await places.begin();
      if (isAgain) onAgain(`Kafka lost what was yet to be handled: published again from ${after}`);
      const addressing = new Addressing(partitions, await places.last());
      const asked = new AbortController();
      const until = AbortSignal.any([signal, asked.signal]);
      const looking = untilAskedAgain(parts, until).then(() => asked.abort());
      try {
        await publishFrom(after, { parts, producer, addressing }, until);
      } finally {
        asked.abort();
        await looking;
      }
    }
  } finally {
    await quietly(producer);
  }
}

type Sending = Readonly<{ parts: PublisherParts; producer: Producer; addressing: Addressing }>;

async function publishFrom(after: bigint, sending: Sending, signal: AbortSignal): Promise<void> {
  const { parts, producer, addressing } = sending;
  const { cluster, log, places, publications } = parts;
  const feed = log.feed({ after, types: [...publications.keys()], pageSize, signal });
  for await (const { events, through } of feed) {
    const begunMs = performance.now();
    const outgoing = events.map((event) => {
      const topic = topicOf(publications.get(event.type)!);
      return addressing.addressed(publishedFrom(event, topic));
    });
    for (const portion of portionsOf(outgoing)) {
      if (signal.aborted) return;
      await producer.sendBatch({ acks: -1, topicMessages: byTopic(cluster, portion) });
      await places.record(portion.at(-1)!.published.position, lastPlaces(portion));
    }
    if (events.at(-1)?.position !== through) await places.record(through, []);
    const restMs = Math.min(Math.max(lingerMs, performance.now() - begunMs), lingerMsMax);
    await delay(restMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Until something is to be published once more, or the signal aborts; never fails. */
async function untilAskedAgain({ cluster, places }: PublisherParts, signal: AbortSignal) {
  const missing = new MissingMessages(cluster, places);
  try {
    do {
      await delay(lookMs, undefined, { signal });
      // Who cannot be asked now is asked at the next look.
      await missing.look().catch(() => undefined);
    } while (!(await places.isAskedAgain().catch(() => false)));
  } catch {
    // Aborted.
  }
}

/** Says of each message on which partition it goes, and behind which other one. */
class Addressing {
  /** @param last the last position on each partition, by the name of the place */
  constructor(
    private readonly partitions: ReadonlyMap<string, number>,
    private readonly last: Map<string, bigint>,
  ) {}

  addressed(published: Published): Outgoing {
    const { topic, key, position } = published;
    const partitionMetadata = Array.from(
      { length: this.partitions.get(topic) ?? 0 },
      (_, partitionId) => ({
        ...{ partitionErrorCode: 0, partitionId, leader: 0, replicas: [], isr: [] },
      }),
    );
    const partition = partitionOf({ topic, partitionMetadata, message: { key, value: null } });
    const place = placeName({ topic, partition });
    const message = toCloudEvent(published, this.last.get(place) ?? 0n);
    this.last.set(place, position);
    return { published, message: { ...message, partition }, partition };
  }
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
    last.set(placeName({ topic, partition }), { topic, partition, position });
  }
  return [...last.values()];
}

/** A producer that is lost already cannot say good-bye. */
const quietly = (producer: Producer) => producer.disconnect().catch(() => undefined);
