/** One Kafka cluster and how things are called there; kafkajs itself is set up here only. */
import { topicOf } from '@taizhang/kernel';
import { Kafka, logLevel, type Admin } from 'kafkajs';

export const inboundTopic = topicOf('inbound');
export const parkedTopic = (topic: string) => `${topic}.parked`;

export type TopicSettings = Readonly<{
  /** Of topics that do not exist yet; more of them later would tear keys apart. */
  partitions: number;
  /** How long messages are kept, in milliseconds; -1 for ever. */
  retentionMs: number;
}>;

export type ClusterOptions = Readonly<{
  /** `host:port` of some brokers of the cluster. */
  brokers: readonly string[];
  clientId?: string;
  /** Put before the names of topics and groups, where installations share a cluster. */
  prefix?: string;
  topics?: Partial<TopicSettings>;
}>;

const weekMs = 7 * 24 * 3_600_000;
const messageBytesMax = 8 * 1024 * 1024;
// We begin again ourselves, with a longer breath: kafkajs shall give up early.
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 };

export class Cluster {
  readonly kafka: Kafka;
  private readonly prefix: string;
  private readonly settings: TopicSettings;

  constructor({ brokers, clientId = 'taizhang', prefix = '', topics }: ClusterOptions) {
    this.prefix = prefix;
    this.settings = { partitions: 6, retentionMs: weekMs, ...topics };
    this.kafka = new Kafka({
      brokers: [...brokers],
      clientId,
      retry,
      connectionTimeout: 3_000,
      // What goes wrong is told by whoever it goes wrong for; kafkajs would tell it thrice.
      logLevel: logLevel.NOTHING,
    });
  }

  /** The name of a topic in the cluster. */
  named(topic: string): string {
    return this.prefix + topic;
  }

  /** The name of a consumer's group: other people's groups may be on the cluster. */
  group(consumer: string): string {
    return `${this.prefix}taizhang.${consumer}`;
  }

  /** Creates what is missing. @returns how many partitions each topic has, by our name of it */
  async ensureTopics(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      await this.createMissing(admin, topics);
      const { topics: found } = await admin.fetchTopicMetadata({
        topics: topics.map((topic) => this.named(topic)),
      });
      const counts = new Map(found.map(({ name, partitions }) => [name, partitions.length]));
      return new Map(topics.map((topic) => [topic, counts.get(this.named(topic)) ?? 0]));
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  private async createMissing(admin: Admin, topics: readonly string[]): Promise<void> {
    const existing = new Set(await admin.listTopics());
    const { partitions, retentionMs } = this.settings;
    const missing = topics.map((topic) => this.named(topic)).filter((name) => !existing.has(name));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitions,
        configEntries: [
          { name: 'retention.ms', value: String(retentionMs) },
          { name: 'max.message.bytes', value: String(messageBytesMax) },
        ],
      })),
    });
  }
}
