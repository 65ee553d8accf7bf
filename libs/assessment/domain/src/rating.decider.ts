/** A customer rates a case by a link that staff made: once. */
import type { CaseId, RatingEvent, RatingId } from '@taizhang/contracts/assessment';
import { accept, refuse, type Decider, type Instant, type MessagesOf } from '@taizhang/kernel';

type Rated = Extract<RatingEvent, { type: 'CaseRated' }>['data'];

export interface RatingCommandPayloads {
  InviteRating: Readonly<{ ratingId: RatingId; caseId: CaseId; expiresAt: Instant }>;
  RateCase: Rated;
}
export type RatingCommand = MessagesOf<RatingCommandPayloads>;

export const ratingRefusals = [
  /** One rating per case: what was said stays said. */
  'case-already-rated',
] as const;
export type RatingRefusal = (typeof ratingRefusals)[number];

export type RatingState = Readonly<{ score: number | null }>;

export const ratingDecider: Decider<RatingCommand, RatingState, RatingEvent, RatingRefusal> = {
  initialState: { score: null },

  decide(command, { score }) {
    if (score !== null) return refuse('case-already-rated');
    // Every link that was made is on record: whoever rates their own work would be seen.
    if (command.type === 'InviteRating') {
      return accept<RatingEvent>({ ...command, type: 'RatingInvited' });
    }
    return accept<RatingEvent>({ ...command, type: 'CaseRated' });
  },

  evolve: (state, { type, data }) => (type === 'CaseRated' ? { score: data.score } : state),
};
