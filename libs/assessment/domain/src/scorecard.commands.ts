/** What may be asked of a scorecard, and why it may be refused, in order of precedence. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  Evidence,
  Indicator,
  Mark,
  ReviewOutcome,
  ScorecardEvent,
  ScorecardId,
} from '@taizhang/contracts/assessment';
import type { MessagesOf } from '@taizhang/kernel';

type DataOf<Type extends ScorecardEvent['type']> = Extract<ScorecardEvent, { type: Type }>['data'];
type On<More = object> = Readonly<{ scorecardId: ScorecardId }> & Readonly<More>;

export interface ScorecardCommandPayloads {
  OpenScorecard: DataOf<'ScorecardOpened'>;
  LinkEvidence: On<{ from: string; to: string; position: string; evidence: readonly Evidence[] }>;
  /** The indicators are the period's frozen ones. */
  ScoreScorecard: On<{ indicators: readonly Indicator[]; marks: readonly Mark[] }>;
  PublishScorecard: On<{ promises: readonly FrozenPromise[] }>;
  ObjectToScorecard: On<{ reason: string }>;
  ReviewScorecard: On<{
    indicators: readonly Indicator[];
    outcome: ReviewOutcome;
    corrections: readonly Mark[];
    reason: string;
  }>;
  FinaliseScorecard: On;
}
export type ScorecardCommand = MessagesOf<ScorecardCommandPayloads>;

export const scorecardRefusals = [
  /** No such scorecard was ever opened. */
  'scorecard-unknown',
  /** It is final. */
  'scorecard-final',
  /** The person sees it already; what was published changes only by a review. */
  'scorecard-published',
  /** Nobody assesses themselves. */
  'scorecard-own',
  /** No figures were linked yet. */
  'scorecard-without-evidence',
  /** No indicator has a large enough sample, or a mark is missing. */
  'scorecard-sample-too-small',
  /** A mark for an indicator that is not judged, or that the period does not know. */
  'scorecard-mark-wrong',
  /** Points are given before anything is published. */
  'scorecard-not-scored',
  /** Somebody who did not score it publishes and reviews it. */
  'scorecard-same-person',
  /** There is nothing to object to, review or finalise yet. */
  'scorecard-not-published',
  /** Only the person assessed objects. */
  'scorecard-of-another',
  /** The days to object are over. */
  'scorecard-objection-late',
  /** Nobody objected. */
  'scorecard-not-objected',
  /** The person may still object, or waits for the review. */
  'scorecard-objection-open',
] as const;
export type ScorecardRefusal = (typeof scorecardRefusals)[number];
