/** How events travel between the services: the one place that chooses. */
import { KafkaExchange, migrateKafkaExchange } from '@taizhang/exchange/kafka';
import { LocalExchange, migrateLocalExchange } from '@taizhang/exchange/local';
import {
  currentBy,
  type Clock,
  type Exchange,
  type ParkedKeys,
  type Published,
  type Watched,
} from '@taizhang/kernel';
import type { Config } from '@taizhang/platform/config';
import {
  contractCheck,
  eventCatalogue,
  publications,
  type Ledger,
} from '@taizhang/platform/ledger';
import { Letters, type GuardedLog } from '@taizhang/vault';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { toldSeldom } from './told-seldom';

export type OpenExchange = Exchange & ParkedKeys & Watched;

/**
 * Creates what is missing in the database; does not wait for Kafka, which may come later.
 * @returns opens the exchange of a ledger
 */
export async function prepareExchange(
  { kafka }: Pick<Config, 'kafka'>,
  pool: Pool,
): Promise<(ledger: Ledger, clock: Clock) => OpenExchange> {
  const check = contractCheck(eventCatalogue);
  if (!kafka) {
    await migrateLocalExchange(pool);
    return (ledger, clock) => new LocalExchange(ledger.log(clock), pool, publications, { check });
  }
  await migrateKafkaExchange(pool);
  return (ledger, clock) => {
    const log = ledger.log(clock);
    const letters = new Letters(ledger.vault);
    const parts = { log, stored: ledger.sealedLog(clock), reveal: revealing(log), letters };
    const onFailure = toldSeldom((sentence) => new Logger('Exchange').warn(sentence));
    return new KafkaExchange({ ...kafka, ...parts, pool, publications, check, onFailure });
  };
}

const current = currentBy(eventCatalogue);

/**
 * Topics carry what the log stores: what is personal can be read by us, until it is erased, and
 * what was written in an earlier version is read as today's.
 */
const revealing =
  (log: GuardedLog) =>
  async (message: Published): Promise<Published> => {
    const { id, type, key: stream, data } = message;
    const revealed = { ...message, data: await log.revealed({ id, type, stream, data }) };
    try {
      return current(revealed);
    } catch {
      // The look at the contract comes next, and says why it parks such a message.
      return revealed;
    }
  };
