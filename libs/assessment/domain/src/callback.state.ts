/** What a decision about a callback needs to remember, folded from its events. */
import { localTime, type FrozenPromise } from '@taizhang/calendar';
import type { CallbackEvent, CallbackRules, CallbackStatus } from '@taizhang/contracts/assessment';
import type { Instant } from '@taizhang/kernel';

type Scheduled = Extract<CallbackEvent, { type: 'CallbackScheduled' }>;

export type KnownCallback = Readonly<{
  status: CallbackStatus;
  about: Pick<
    Scheduled['data'],
    'callbackId' | 'caseId' | 'customerId' | 'handlerId' | 'unitId' | 'kind'
  >;
  rules: CallbackRules;
  promise: FrozenPromise | null;
  scheduledAt: Instant;
  attempts: number;
  missed: boolean;
}>;
export type CallbackState = { readonly status: 'unknown' } | KnownCallback;

export function evolveCallback(state: CallbackState, event: CallbackEvent): CallbackState {
  if (event.type === 'CallbackScheduled') return scheduled(event);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'CallbackAttempted':
      return { ...state, status: 'attempted', attempts: event.data.attempt };
    case 'CallbackScored':
      return { ...state, status: 'scored' };
    case 'CallbackUnreachable':
      return { ...state, status: 'unreachable' };
    case 'CallbackWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'CallbackDeadlineMissed':
      return { ...state, missed: true };
    default:
      return state; // An older binary may meet a newer fact.
  }
}

function scheduled({ data, at }: Scheduled): KnownCallback {
  const { rules, promises, ...about } = data;
  return {
    status: 'scheduled',
    about,
    rules,
    promise: promises[0] ?? null,
    scheduledAt: at,
    attempts: 0,
    missed: false,
  };
}

/** Quiet hours may go over midnight. */
export function isQuiet({ zone, quietFrom, quietUntil }: CallbackRules, at: string): boolean {
  const time = localTime(zone, at).slice(0, 5);
  return quietFrom <= quietUntil
    ? quietFrom <= time && time < quietUntil
    : quietFrom <= time || time < quietUntil;
}
