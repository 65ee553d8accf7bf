/** Kafka for a test: the shared broker, with names that no other test uses. */
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { event, eventually, publications } from '@taizhang/exchange/compliance';
import { topicOf, type EventLog, type Published } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { Letters, Vault, migrateVault } from '@taizhang/vault';
import { randomBytes } from 'node:crypto';
import { Kafka, logLevel, type IHeaders } from 'kafkajs';
import type { Pool } from 'pg';
import { KafkaExchange, type KafkaExchangeOptions } from './kafka-exchange';
import { migrateKafkaExchange } from './kafka-exchange.migration';

export type KafkaPlace = Readonly<{
  log: EventLog;
  pool: Pool;
  prefix: string;
  letters: Letters;
  kafka: Kafka;
  /** A process on the same state. */
  connect(options?: Partial<KafkaExchangeOptions>): Promise<KafkaExchange>;
  close(): Promise<void>;
}>;

/** On the broker of the test run unless told. */
export async function openKafkaPlace(
  brokers = [process.env['TEST_KAFKA_BROKERS']!],
): Promise<KafkaPlace> {
  const log = createMemoryEventLog();
  const database = await createTestDatabase();
  await migrateKafkaExchange(database.pool);
  await migrateVault(database.pool);
  const letters = new Letters(await Vault.open(database.pool, randomBytes(32)));
  const prefix = `test-${randomBytes(6).toString('hex')}.`;
  const { pool } = database;
  const topics = { partitions: 3 };
  // The shortest session a broker allows: a test waits for a dead member's place to be free.
  const shared = {
    ...{ brokers, prefix, log, pool, publications, topics, letters },
    sessionTimeoutMs: 6_000,
  };
  return {
    ...{ log, pool, prefix, letters },
    kafka: new Kafka({ brokers, logLevel: logLevel.NOTHING }),
    connect: async (options) => new KafkaExchange({ ...shared, ...options }),
    close: () => database.drop(),
  };
}

export const frontDesk = topicOf('front-desk');

/** Events of a stream that the front desk publishes. */
export const say = ({ log }: KafkaPlace, key: string, ...words: string[]) =>
  log.append(
    `desk-${key}`,
    words.map((word) => event('Asked', word)),
    { expected: 'any' },
  );

/** @returns what is heard of them, to grow */
export async function listen(
  exchange: KafkaExchange,
  consumer = 'listener',
  heard: Published[] = [],
) {
  const handle = async (message: Published) => void heard.push(message);
  await exchange.subscribe({ consumer, topic: frontDesk, types: ['Asked'], handle });
  return heard;
}

/** Everything that stands on a topic, read by somebody who knows nothing of us. */
export async function readTopic(place: KafkaPlace, topic: string, count: number) {
  const groupId = `${place.prefix}outsider.${randomBytes(6).toString('hex')}`;
  const outsider = place.kafka.consumer({ groupId });
  const found: { key: string; value: string; headers: Record<string, string> }[] = [];
  const text = (headers: IHeaders = {}) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  await outsider.connect();
  try {
    await outsider.subscribe({ topic: place.prefix + topic, fromBeginning: true });
    await outsider.run({
      eachMessage: async ({ message: { key, value, headers } }) =>
        void found.push({ key: String(key), value: String(value), headers: text(headers) }),
    });
    await eventually(() => found.length >= count);
    return found;
  } finally {
    await outsider.disconnect();
  }
}

/** Puts something on a topic as anybody could. */
export async function put(
  place: KafkaPlace,
  topic: string,
  value: string | null,
  headers: IHeaders = {},
  key = 'k',
) {
  const stranger = place.kafka.producer();
  await stranger.connect();
  try {
    const messages = [{ key, value, headers }];
    await stranger.send({ topic: place.prefix + topic, messages });
  } finally {
    await stranger.disconnect();
  }
}
