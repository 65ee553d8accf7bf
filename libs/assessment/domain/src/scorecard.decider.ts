/**
 * One person's scorecard for one period: opened → evidenced → scored → published
 * (→ objected → reviewed) → final. Four eyes: who scored neither publishes nor reviews.
 */
import { accept, alreadyDone, refuse, unreachable } from '@taizhang/kernel';
import type { Decider, Decision } from '@taizhang/kernel';
import type { ScorecardCommand, ScorecardRefusal } from './scorecard.commands';
import { evolveScorecard } from './scorecard.state';
import type { CardEvent, KnownScorecard, ScorecardState } from './scorecard.state';
import { scoreOf } from './scoring.policy';

type Answer = Decision<CardEvent, ScorecardRefusal>;

export const scorecardDecider: Decider<
  ScorecardCommand,
  ScorecardState,
  CardEvent,
  ScorecardRefusal
> = {
  initialState: null,
  evolve: evolveScorecard,

  decide(command, state) {
    if (command.type === 'OpenScorecard') {
      if (state) return alreadyDone;
      if (command.data.staffId === command.by) return refuse('scorecard-own');
      return accept<CardEvent>({ ...command, type: 'ScorecardOpened' });
    }
    if (!state) return refuse('scorecard-unknown');
    if (command.type === 'FinaliseScorecard') return finalise(command, state);
    if (state.status === 'final') return refuse('scorecard-final');
    switch (command.type) {
      case 'LinkEvidence':
      case 'ScoreScorecard':
        return assess(command, state);
      case 'PublishScorecard':
        return publish(command, state);
      case 'ObjectToScorecard':
        return object(command, state);
      case 'ReviewScorecard':
        return review(command, state);
      default:
        return unreachable(command);
    }
  },
};

type Of<Type extends ScorecardCommand['type']> = Extract<ScorecardCommand, { type: Type }>;

const isPublic = ({ status }: KnownScorecard) => status === 'published' || status === 'objected';

function assess(
  command: Of<'LinkEvidence' | 'ScoreScorecard'>,
  { whose, evidence, status, ...state }: KnownScorecard,
): Answer {
  const { at, by } = command;
  if (isPublic({ whose, evidence, status, ...state })) return refuse('scorecard-published');
  if (whose.staffId === by) return refuse('scorecard-own');
  if (command.type === 'LinkEvidence') {
    const { from, to, position } = command.data;
    if (status !== 'opened' && state.position === position) return alreadyDone;
    const data = { ...whose, from, to, position, evidence: [...command.data.evidence] };
    return accept<CardEvent>({ type: 'EvidenceLinked', at, by, data });
  }
  if (status === 'opened') return refuse('scorecard-without-evidence');
  const { indicators, marks } = command.data;
  const judged = indicators.filter(({ measure }) => measure === 'judged').map(({ key }) => key);
  if (marks.some(({ indicator }) => !judged.includes(indicator))) {
    return refuse('scorecard-mark-wrong');
  }
  const score = scoreOf(indicators, evidence, marks);
  if (!score) return refuse('scorecard-sample-too-small');
  if (status === 'scored' && same(state.marks, marks)) return alreadyDone;
  const data = { ...whose, marks: [...marks], ...score };
  return accept<CardEvent>({ type: 'ScorecardScored', at, by, data });
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function publish({ at, by, data }: Of<'PublishScorecard'>, state: KnownScorecard): Answer {
  const { whose, total, scoredBy } = state;
  if (isPublic(state)) return alreadyDone;
  if (state.status !== 'scored' || total === null) return refuse('scorecard-not-scored');
  if (whose.staffId === by) return refuse('scorecard-own');
  if (scoredBy === by) return refuse('scorecard-same-person');
  const published = { ...whose, total, promises: [...data.promises] };
  return accept<CardEvent>({ type: 'ScorecardPublished', at, by, data: published });
}

function object({ at, by, data }: Of<'ObjectToScorecard'>, state: KnownScorecard): Answer {
  const { whose, status, objection } = state;
  if (whose.staffId !== by) return refuse('scorecard-of-another');
  if (status === 'objected') return alreadyDone;
  if (status !== 'published') return refuse('scorecard-not-published');
  if (objection && at > objection.dueAt) return refuse('scorecard-objection-late');
  const objected = { ...whose, reason: data.reason };
  return accept<CardEvent>({ type: 'ScorecardObjected', at, by, data: objected });
}

function review({ at, by, data }: Of<'ReviewScorecard'>, state: KnownScorecard): Answer {
  const { whose, status, evidence, marks, lines, total, scoredBy } = state;
  if (status !== 'objected') return refuse('scorecard-not-objected');
  if (whose.staffId === by) return refuse('scorecard-own');
  if (scoredBy === by) return refuse('scorecard-same-person');
  const { indicators, outcome, corrections, reason } = data;
  const known = indicators.map(({ key }) => key);
  const wrong = corrections.some(({ indicator }) => !known.includes(indicator));
  if (wrong || (outcome === 'corrected') !== corrections.length > 0) {
    return refuse('scorecard-mark-wrong');
  }
  const stands = { lines: [...lines], total: total ?? 0 };
  const score =
    outcome === 'corrected'
      ? (scoreOf(indicators, evidence, marks, corrections) ?? stands)
      : stands;
  const reviewed = { ...whose, outcome, corrections: [...corrections], ...score, reason };
  return accept<CardEvent>(
    { type: 'ScorecardReviewed', at, by, data: reviewed },
    { type: 'ScorecardFinalised', at, by, data: { ...whose, total: score.total } },
  );
}

function finalise({ at, by }: Of<'FinaliseScorecard'>, state: KnownScorecard): Answer {
  const { whose, status, total, objection } = state;
  if (status === 'final') return alreadyDone;
  if (!isPublic(state) || total === null) return refuse('scorecard-not-published');
  const mayObject = objection !== null && at <= objection.dueAt;
  if (status === 'objected' || mayObject) return refuse('scorecard-objection-open');
  return accept<CardEvent>({ type: 'ScorecardFinalised', at, by, data: { ...whose, total } });
}
