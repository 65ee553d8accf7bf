/** Failures in three classes: what passes, what a person must look at, what is ours to mend. */
import {
  CommandIdReused,
  LogUnreachable,
  OutcomeUnknown,
  Poison,
  ReadModelBehind,
  Refused,
  type FailureClass,
} from '@taizhang/kernel';
import { isPassing } from '@taizhang/platform/database';

export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof Poison || error instanceof Refused || error instanceof CommandIdReused) {
    return 'poison';
  }
  if (error instanceof OutcomeUnknown || error instanceof LogUnreachable) return 'transient';
  if (error instanceof ReadModelBehind) return 'transient';
  // kafkajs retries its own; what it tells of is the cluster's.
  if (error instanceof Error && error.name.startsWith('KafkaJS')) return 'transient';
  return isPassing(error) ? 'transient' : 'bug';
}
