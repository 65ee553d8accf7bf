/** What stands on the topics in the end, read by somebody who knows nothing of the platform. */
import { topicOf } from '@taizhang/kernel';
import { publications } from '@taizhang/platform/ledger';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

export type OnTopic = Readonly<{
  topic: string;
  partition: number;
  key: string;
  id: string;
  position: bigint;
}>;

const readMsMax = 60_000;
const pollMs = 50;

/** The topic that events of a type go to; undefined for those that stay in the log. */
export const topicFor = (type: string): string | undefined => {
  const context = publications.get(type);
  return context && topicOf(context);
};

/** Everything on every topic of events, each partition in its order. */
export async function onTopics(brokers: string): Promise<OnTopic[]> {
  const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING });
  const topics = [...new Set([...publications.keys()].flatMap((type) => topicFor(type) ?? []))];
  const ends = await endsOf(kafka, topics);
  const found: OnTopic[] = [];
  const reader = kafka.consumer({ groupId: `torture.${randomUUID()}` });
  await reader.connect();
  try {
    await reader.subscribe({ topics, fromBeginning: true });
    await reader.run({
      eachMessage: async ({ topic, partition, message: { key, headers, offset } }) => {
        const place = `${topic} ${partition}`;
        const told = { id: String(headers?.['ce_id']), key: String(key) };
        found.push({
          topic,
          partition,
          ...told,
          position: BigInt(String(headers?.['ce_position'])),
        });
        if (BigInt(offset) + 1n >= (ends.get(place) ?? 0n)) ends.delete(place);
      },
    });
    const deadline = Date.now() + readMsMax;
    while (ends.size > 0) {
      if (Date.now() > deadline) throw new Error(`${[...ends.keys()].join()} cannot be read`);
      await delay(pollMs);
    }
    return found;
  } finally {
    await reader.disconnect();
  }
}

/** Where each partition that holds anything ends. */
async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (BigInt(high) > BigInt(low)) ends.set(`${topic} ${partition}`, BigInt(high));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}
