/** How events travel between the services: the one place that chooses. */
import { KafkaExchange, migrateKafkaExchange } from '@taizhang/exchange/kafka';
import { LocalExchange, migrateLocalExchange } from '@taizhang/exchange/local';
import { currentBy, type EventLog, type Exchange, type ParkedKeys } from '@taizhang/kernel';
import type { Config } from '@taizhang/platform/config';
import { contractCheck, eventCatalogue, publications } from '@taizhang/platform/ledger';
import type { Pool } from 'pg';

export type OpenExchange = Exchange & ParkedKeys;

/**
 * Creates what is missing in the database; does not wait for Kafka, which may come later.
 * @returns opens the exchange of a log
 */
export async function prepareExchange(
  { kafka }: Pick<Config, 'kafka'>,
  pool: Pool,
): Promise<(log: EventLog) => OpenExchange> {
  if (!kafka) {
    await migrateLocalExchange(pool);
    return (log) => new LocalExchange(log, pool, publications);
  }
  await migrateKafkaExchange(pool);
  const check = contractCheck(eventCatalogue);
  return (log) => upcasting(new KafkaExchange({ ...kafka, log, pool, publications, check }));
}

/** Topics keep messages of earlier versions; handlers know today's alone. */
function upcasting<Opened extends OpenExchange>(exchange: Opened): Opened {
  const current = currentBy(eventCatalogue);
  const subscribe = exchange.subscribe.bind(exchange);
  exchange.subscribe = (subscription) =>
    subscribe({ ...subscription, handle: (message) => subscription.handle(current(message)) });
  return exchange;
}
