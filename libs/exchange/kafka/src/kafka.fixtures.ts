/** Kafka for a test: the shared broker, with names that no other test uses. */
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { publications } from '@taizhang/exchange/compliance';
import type { EventLog } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { KafkaExchange, type KafkaExchangeOptions } from './kafka-exchange';
import { migrateKafkaExchange } from './kafka-exchange.migration';

export type KafkaPlace = Readonly<{
  log: EventLog;
  pool: Pool;
  prefix: string;
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
  const prefix = `test-${randomBytes(6).toString('hex')}.`;
  const { pool } = database;
  const topics = { partitions: 3 };
  // The shortest session a broker allows: a test waits for a dead member's place to be free.
  const shared = { brokers, prefix, log, pool, publications, topics, sessionTimeoutMs: 6_000 };
  return {
    ...{ log, pool, prefix },
    kafka: new Kafka({ brokers, logLevel: logLevel.NOTHING }),
    connect: async (options) => new KafkaExchange({ ...shared, ...options }),
    close: () => database.drop(),
  };
}
