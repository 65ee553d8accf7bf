/** Failures in three classes: what passes, what a person must look at, what is ours to mend. */
import {
  CommandIdReused,
  LogUnreachable,
  OutcomeUnknown,
  Poison,
  Refused,
  type FailureClass,
} from '@taizhang/kernel';

/**
 * PostgreSQL: connection, transaction rolled back (deadlock, serialisation), resources (disk full
 * is 53100), lock not available, operator intervention, system error.
 */
const transientStates = /^(08|40|53|55|57|58)/;
const networkCodes = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_|ENOTFOUND)/;
const networkWords = /connection terminated|timeout|timed out|fetch failed|not answer/i;

export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof Poison || error instanceof Refused || error instanceof CommandIdReused) {
    return 'poison';
  }
  if (error instanceof OutcomeUnknown || error instanceof LogUnreachable) return 'transient';
  const { code, name, message } = (error ?? {}) as Partial<Error & { code: unknown }>;
  if (typeof code === 'string' && (transientStates.test(code) || networkCodes.test(code))) {
    return 'transient';
  }
  // kafkajs retries its own; what it tells of is the cluster's.
  if (name?.startsWith('KafkaJS')) return 'transient';
  return networkWords.test(message ?? '') ? 'transient' : 'bug';
}
