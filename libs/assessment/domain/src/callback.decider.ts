/**
 * Calling a customer back: scheduled → attempted (n) → scored | unreachable | withdrawn. A customer
 * who is dissatisfied gets the case back; the context that owns it reopens it.
 */
import { dissatisfiedMax, type CallbackEvent } from '@taizhang/contracts/assessment';
import { accept, alreadyDone, refuse, unreachable } from '@taizhang/kernel';
import type { ActorId, Decider, Instant } from '@taizhang/kernel';
import type { CallbackCommand } from './callback.commands';
import { evolveCallback, isQuiet } from './callback.state';
import type { CallbackState, KnownCallback } from './callback.state';

export const callbackRefusals = [
  /** No such callback was ever scheduled. */
  'callback-unknown',
  /** The customer was asked already, we gave up calling, or the case is open again. */
  'callback-done',
  /** Whoever handled the case does not ask how it was handled. */
  'callback-own-work',
  /** Nobody is called at night; the rule says from when to when. */
  'callback-quiet-hours',
  /** The promise still runs, or was kept. */
  'callback-deadline-not-missed',
] as const;
export type CallbackRefusal = (typeof callbackRefusals)[number];

/** Who says that a clock ran out. */
export const callbackClock = 'system-deadlines' as ActorId;

export const callbackDecider: Decider<
  CallbackCommand,
  CallbackState,
  CallbackEvent,
  CallbackRefusal
> = {
  initialState: { status: 'unknown' },

  decide(command, state) {
    if (command.type === 'ScheduleCallback') {
      // The exchange may tell of a closed case twice.
      if (state.status !== 'unknown') return alreadyDone;
      return accept<CallbackEvent>({ ...command, type: 'CallbackScheduled' });
    }
    if (state.status === 'unknown') return refuse('callback-unknown');
    if (command.type === 'WithdrawCallback') {
      // Asked, given up or withdrawn before: there is nothing to take back.
      if (isSettled(state)) return alreadyDone;
      const { at, by, data } = command;
      const { kind, ...about } = state.about;
      const withdrawn = { type: 'CallbackWithdrawn', at, by } as const;
      return accept<CallbackEvent>(...missedBefore(state, at), {
        ...withdrawn,
        data: { ...about, reason: data.reason },
      });
    }
    if (command.type === 'MissCallbackDeadline') {
      if (state.missed) return alreadyDone;
      const missed = missedBefore(state, command.at);
      return missed.length > 0 ? accept(...missed) : refuse('callback-deadline-not-missed');
    }
    const refusal = callingRefusal(command, state);
    if (refusal) return refuse(refusal);
    return accept(...missedBefore(state, command.at), ...told(command, state));
  },

  evolve: evolveCallback,
};

type Calling = Extract<CallbackCommand, { type: 'AttemptCallback' | 'ScoreCallback' }>;

function callingRefusal({ at, by }: Calling, state: KnownCallback): CallbackRefusal | null {
  if (isSettled(state)) return 'callback-done';
  if (state.about.handlerId === by) return 'callback-own-work';
  return isQuiet(state.rules, at) ? 'callback-quiet-hours' : null;
}

function told(command: Calling, state: KnownCallback): CallbackEvent[] {
  const { at, by, data } = command;
  const { kind, ...about } = state.about;
  const measured = { startedAt: state.scheduledAt, dueAt: dueOf(state) };
  switch (command.type) {
    case 'AttemptCallback': {
      const attempt = state.attempts + 1;
      const attempted = { ...about, ...command.data, ...measured, attempt };
      const events: CallbackEvent[] = [{ type: 'CallbackAttempted', at, by, data: attempted }];
      // A wrong number does not get better by calling it again.
      const givesUp = command.data.outcome === 'wrong-number' || attempt >= state.rules.attemptsMax;
      if (!givesUp) return events;
      const gaveUp = { ...about, attempts: attempt };
      return [...events, { type: 'CallbackUnreachable', at, by, data: gaveUp }];
    }
    case 'ScoreCallback': {
      const { score, comment } = command.data;
      const dissatisfied = score !== null && score <= dissatisfiedMax;
      const scored = { ...about, score, dissatisfied, comment, kind, ...measured };
      return [{ type: 'CallbackScored', at, by, data: scored }];
    }
    default:
      return unreachable(data as never);
  }
}

/** Nobody has to call any more. */
const isSettled = ({ status }: KnownCallback) => status !== 'scheduled' && status !== 'attempted';

const dueOf = ({ promise }: KnownCallback) => (promise?.dueAt ?? null) as Instant | null;

/** An act that comes late tells that the promise was missed; the first call stops the clock. */
function missedBefore(state: KnownCallback, at: Instant): CallbackEvent[] {
  const { promise, about, attempts, missed } = state;
  if (!promise || at <= promise.dueAt || missed || attempts > 0 || isSettled(state)) return [];
  const { callbackId, caseId, unitId } = about;
  const dueAt = promise.dueAt as Instant;
  const data = { callbackId, caseId, promise: promise.promise, dueAt, unitId };
  return [{ type: 'CallbackDeadlineMissed', at: dueAt, by: callbackClock, data }];
}
