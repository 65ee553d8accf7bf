import { migrateLocalExchange } from '@taizhang/exchange/local';
import { addColumn, addIndex, createSchema } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/**
 * Creates what is missing. The local exchange's checkpoints are read too: an installation that
 * changes over to Kafka goes on where its consumers stand.
 */
export async function migrateKafkaExchange(pool: Pool): Promise<void> {
  await migrateLocalExchange(pool);
  await pool.query(`
    ${createSchema('exchange')}
    -- How far the log is published.
    CREATE TABLE IF NOT EXISTS exchange.publisher (
      name text PRIMARY KEY,
      position bigint NOT NULL,
      failure text
    );
    -- What a consumer misses lies behind this place: it is to be published again from here.
    ${addColumn('exchange.publisher', 'again_from', 'bigint')}
    -- The last position on each partition: what a consumer must have handled to be at its end.
    CREATE TABLE IF NOT EXISTS exchange.published (
      topic text NOT NULL,
      partition int NOT NULL,
      position bigint NOT NULL,
      PRIMARY KEY (topic, partition)
    );
    CREATE TABLE IF NOT EXISTS exchange.consumers (
      consumer text PRIMARY KEY,
      topic text NOT NULL,
      -- Everything up to here was done by other means.
      through bigint NOT NULL DEFAULT 0,
      failure text
    );
    -- Positions rise within a partition, so the last one handled tells every repetition.
    CREATE TABLE IF NOT EXISTS exchange.inbox (
      consumer text NOT NULL,
      topic text NOT NULL,
      partition int NOT NULL,
      position bigint NOT NULL,
      PRIMARY KEY (consumer, topic, partition)
    );
    -- Facts from outside have no positions: each is remembered.
    CREATE TABLE IF NOT EXISTS exchange.inbound_handled (
      consumer text NOT NULL,
      source text NOT NULL,
      id text NOT NULL,
      handled_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (consumer, source, id)
    );
    ${addIndex('inbound_handled_at', 'exchange.inbound_handled', '(handled_at)')}`);
}
