/**
 * What may be done with a person's data: normal ⇄ restricted → erased → erasure completed, and from
 * there erased once more when more words turn out to be theirs. Decided on the person's own stream,
 * beside whatever else is decided there.
 */
import { localDate } from '@taizhang/calendar';
import type { PrivacyEvent } from '@taizhang/contracts/intake';
import {
  accept,
  alreadyDone,
  refuse,
  unreachable,
  type Decider,
  type Instant,
  type Message,
  type MessagesOf,
} from '@taizhang/kernel';

type DataOf<Type extends PrivacyEvent['type']> = Extract<PrivacyEvent, { type: Type }>['data'];

/** What keeps a person's data, as far as it is known elsewhere. */
export type Ties = Readonly<{
  /** Complaints, faults and inquiries that are not closed. */
  openCases: number;
  /** What they owe or are owed, in fen: as long as money is due, claims exist. */
  unsettledFen: number;
  /** A member of staff who has not left. */
  isAtWork: boolean;
}>;

/** Nothing keeps any more what was decided already. */
export const noTies: Ties = { openCases: 0, unsettledFen: 0, isAtWork: false };

export interface PrivacyCommandPayloads {
  RestrictProcessing: DataOf<'ProcessingRestricted'>;
  LiftRestriction: DataOf<'ProcessingRestrictionLifted'>;
  ErasePerson: DataOf<'PersonErased'> & Readonly<{ ties: Ties }>;
  /** With whose keys were destroyed. */
  CompleteErasure: DataOf<'ErasureCompleted'> & Pick<DataOf<'PersonErased'>, 'subjects'>;
}
export type PrivacyCommand = MessagesOf<PrivacyCommandPayloads>;

export type PrivacyState =
  | Readonly<{ processing: 'unknown' }>
  | Readonly<{ processing: 'normal' }>
  | Readonly<{ processing: 'restricted'; by: DataOf<'ProcessingRestricted'> }>
  | Readonly<{ processing: 'erased'; isComplete: boolean; by: DataOf<'PersonErased'> }>;

/** In the order in which they are looked for. */
export const privacyRefusals = [
  /** Nobody of this id was ever registered. */
  'person-unknown',
  /** What was erased is neither restricted nor used again. */
  'person-erased',
  /** Restricted for another reason already: lift that one first. */
  'processing-restricted-already',
  /** The law still asks to keep it (PIPL 47, paragraph 2). */
  'erasure-retention-runs',
  /** Cases of theirs are open: the purpose is not met, claims may follow. */
  'erasure-cases-open',
  /** Money is due between them and us. */
  'erasure-money-due',
  /** A member of staff who works here is needed by name. */
  'erasure-still-at-work',
  /** There is nothing to complete: nobody decided to erase them. */
  'erasure-not-decided',
] as const;
export type PrivacyRefusal = (typeof privacyRefusals)[number];

/** Why a person cannot be erased now; undefined when they can. */
export function keptBy(
  { openCases, unsettledFen, isAtWork }: Ties,
  keepUntil: string | null,
  at: Instant,
): PrivacyRefusal | undefined {
  if (keepUntil !== null && localDate('Asia/Shanghai', at) <= keepUntil)
    return 'erasure-retention-runs';
  if (openCases > 0) return 'erasure-cases-open';
  if (unsettledFen !== 0) return 'erasure-money-due';
  return isAtWork ? 'erasure-still-at-work' : undefined;
}

export const privacyDecider: Decider<
  PrivacyCommand,
  PrivacyState,
  PrivacyEvent | Message,
  PrivacyRefusal
> = {
  initialState: { processing: 'unknown' },

  decide(command, state) {
    if (state.processing === 'unknown') return refuse('person-unknown');
    if (command.type === 'CompleteErasure') {
      if (state.processing !== 'erased') return refuse('erasure-not-decided');
      const { subjects, ...data } = command.data;
      // Decided again since, for more words: that one is completed for both.
      if (state.isComplete || subjects.length < state.by.subjects.length) return alreadyDone;
      return accept<PrivacyEvent>({ ...command, type: 'ErasureCompleted', data });
    }
    if (state.processing === 'erased') {
      if (command.type !== 'ErasePerson') return refuse('person-erased');
      const subjects = [...new Set([...state.by.subjects, ...command.data.subjects])];
      if (subjects.length === state.by.subjects.length) return alreadyDone;
      // Words of theirs that nobody knew to be theirs: the decision holds for these as well.
      return accept<PrivacyEvent>({
        ...{ type: 'PersonErased', at: command.at, by: command.by },
        data: { ...state.by, subjects },
      });
    }
    switch (command.type) {
      case 'RestrictProcessing':
        if (state.processing === 'normal') {
          return accept<PrivacyEvent>({ ...command, type: 'ProcessingRestricted' });
        }
        return JSON.stringify(state.by) === JSON.stringify(command.data)
          ? alreadyDone
          : refuse('processing-restricted-already');
      case 'LiftRestriction':
        if (state.processing === 'normal') return alreadyDone;
        return accept<PrivacyEvent>({ ...command, type: 'ProcessingRestrictionLifted' });
      case 'ErasePerson': {
        const { ties, ...data } = command.data;
        const keepUntil = state.processing === 'restricted' ? state.by.keepUntil : null;
        const kept = keptBy(ties, keepUntil, command.at);
        if (kept) return refuse(kept);
        return accept<PrivacyEvent>({ ...command, type: 'PersonErased', data });
      }
      default:
        return unreachable(command);
    }
  },

  evolve(state, event) {
    const { type, data } = event as PrivacyEvent;
    switch (type) {
      case 'ProcessingRestricted':
        return { processing: 'restricted', by: data };
      case 'ProcessingRestrictionLifted':
        return { processing: 'normal' };
      case 'PersonErased':
        return { processing: 'erased', isComplete: false, by: data };
      case 'ErasureCompleted':
        return state.processing === 'erased' ? { ...state, isComplete: true } : state;
      default:
        // Whatever else is told on their stream says that there is somebody.
        return state.processing === 'unknown' ? { processing: 'normal' } : state;
    }
  },
};
