/** What a decision about a scorecard needs to remember, folded from its events. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  Evidence,
  Mark,
  ScorecardEvent,
  ScorecardStatus,
  ScoreLine,
} from '@taizhang/contracts/assessment';
import type { ActorId } from '@taizhang/kernel';
import type { PeriodEvent } from './period.decider';

export type CardEvent = Exclude<ScorecardEvent, PeriodEvent>;
type Whose = Extract<CardEvent, { type: 'ScorecardOpened' }>['data'];

export type KnownScorecard = Readonly<{
  status: ScorecardStatus;
  whose: Whose;
  evidence: readonly Evidence[];
  position: string | null;
  marks: readonly Mark[];
  lines: readonly ScoreLine[];
  total: number | null;
  scoredBy: ActorId | null;
  objection: FrozenPromise | null;
}>;
export type ScorecardState = KnownScorecard | null;

export function evolveScorecard(state: ScorecardState, event: CardEvent): ScorecardState {
  if (event.type === 'ScorecardOpened') return opened(event.data);
  if (!state) return state;
  switch (event.type) {
    case 'EvidenceLinked': {
      const { evidence, position } = event.data;
      return { ...state, status: 'evidenced', evidence, position };
    }
    case 'ScorecardScored': {
      const { marks, lines, total } = event.data;
      return { ...state, status: 'scored', marks, lines, total, scoredBy: event.by };
    }
    case 'ScorecardPublished':
      return { ...state, status: 'published', objection: event.data.promises[0] ?? null };
    case 'ScorecardObjected':
      return { ...state, status: 'objected' };
    case 'ScorecardReviewed':
      return { ...state, lines: event.data.lines, total: event.data.total };
    case 'ScorecardFinalised':
      return { ...state, status: 'final' };
    default:
      return state; // An older binary may meet a newer fact.
  }
}

const opened = (whose: Whose): KnownScorecard => ({
  status: 'opened',
  whose,
  evidence: [],
  position: null,
  marks: [],
  lines: [],
  total: null,
  scoredBy: null,
  objection: null,
});
