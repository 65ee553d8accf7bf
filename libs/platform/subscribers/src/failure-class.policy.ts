/** Failures by who ends them: time, operators of a store, whoever looks at a message, we. */
import {
  CommandIdReused,
  LogLockedOut,
  LogUnreachable,
  OutcomeUnknown,
  Poison,
  ReadModelBehind,
  Refused,
  type FailureClass,
} from '@taizhang/kernel';
import { isLockedOut, isPassing } from '@taizhang/platform/database';

export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof Poison || error instanceof Refused || error instanceof CommandIdReused) {
    return 'poison';
  }
  if (error instanceof LogLockedOut || isLockedOut(error)) return 'locked-out';
  if (error instanceof OutcomeUnknown || error instanceof LogUnreachable) return 'transient';
  if (error instanceof ReadModelBehind) return 'transient';
  // kafkajs retries its own; what it tells of is the cluster's.
  if (error instanceof Error && error.name.startsWith('KafkaJS')) return 'transient';
  return isPassing(error) ? 'transient' : 'bug';
}
