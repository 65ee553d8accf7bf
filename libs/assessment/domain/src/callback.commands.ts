/** What may be asked of a callback. Facts from outside (rules, promises) come along. */
import type {
  AttemptOutcome,
  CallbackEvent,
  CallbackId,
  WithdrawalReason,
} from '@taizhang/contracts/assessment';
import type { MessagesOf } from '@taizhang/kernel';

type Scheduled = Extract<CallbackEvent, { type: 'CallbackScheduled' }>;
type OnCallback<More = object> = Readonly<{ callbackId: CallbackId }> & Readonly<More>;

export interface CallbackCommandPayloads {
  ScheduleCallback: Scheduled['data'];
  AttemptCallback: OnCallback<{ outcome: AttemptOutcome; note: string }>;
  ScoreCallback: OnCallback<{ score: number | null; comment: string }>;
  /** There is nothing to ask, or nobody who may be asked; sent by the process that hears of it. */
  WithdrawCallback: OnCallback<{ reason: WithdrawalReason }>;
  /** The clock passed the promise; sent by the deadline process. */
  MissCallbackDeadline: OnCallback;
}
export type CallbackCommand = MessagesOf<CallbackCommandPayloads>;
