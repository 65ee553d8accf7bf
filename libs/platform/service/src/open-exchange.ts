/** How events travel between the services: the one place that chooses. */
import { KafkaExchange, migrateKafkaExchange } from '@taizhang/exchange/kafka';
import { LocalExchange, migrateLocalExchange } from '@taizhang/exchange/local';
import type { EventLog, Exchange, ParkedKeys } from '@taizhang/kernel';
import type { Config } from '@taizhang/platform/config';
import { contractCheck, eventCatalogue, publications } from '@taizhang/platform/ledger';
import type { Pool } from 'pg';

export type OpenExchange = Exchange & ParkedKeys;

type Parts = Readonly<{ config: Pick<Config, 'kafka'>; log: EventLog; pool: Pool }>;

/** Creates what is missing in the database; does not wait for Kafka, which may come later. */
export async function openExchange({ config, log, pool }: Parts): Promise<OpenExchange> {
  if (!config.kafka) {
    await migrateLocalExchange(pool);
    return new LocalExchange(log, pool, publications);
  }
  await migrateKafkaExchange(pool);
  const check = contractCheck(eventCatalogue);
  return new KafkaExchange({ ...config.kafka, log, pool, publications, check });
}
