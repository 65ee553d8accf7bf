// Jest's globalSetup for tests that need Kafka, and PostgreSQL as all that keep something: one
// throwaway broker for the whole run, at TEST_KAFKA_BROKERS. KAFKA_BROKERS is used when it is set.
import { missingForKafka, startKafka } from '../kafka.mjs';
import startPostgresForTests from './postgres.mjs';

export default async function startKafkaForTests() {
  await startPostgresForTests();
  if (process.env.KAFKA_BROKERS) {
    process.env.TEST_KAFKA_BROKERS = process.env.KAFKA_BROKERS;
    return;
  }
  const missing = missingForKafka();
  if (missing) throw new Error(`Tests with Kafka cannot run here: ${missing}`);
  const kafka = await startKafka({ say: console.log });
  process.env.TEST_KAFKA_BROKERS = kafka.brokers;
  globalThis.stopKafkaForTests = kafka.stop;
}
