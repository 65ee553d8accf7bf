/** Periods, and one row per person and period with the arithmetic of their scorecard. */
import type { ScorecardEvent } from '@taizhang/contracts/assessment';
import type { Period, Scorecard } from '@taizhang/contracts/views';
import { projection, type Instant, type Recorded } from '@taizhang/kernel';

type PeriodEvent = Extract<ScorecardEvent, { type: 'AssessmentPeriodOpened' | 'IndicatorsFrozen' }>;
type CardEvent = Exclude<ScorecardEvent, PeriodEvent>;

export const periods = projection<Period, PeriodEvent>({
  table: 'periods',
  columns: {
    id: { type: 'text' },
    name: { type: 'text' },
    firstDay: { type: 'date' },
    lastDay: { type: 'date' },
    edition: { type: 'text' },
    indicators: { type: 'jsonb' },
    openedAt: { type: 'timestamptz' },
    revision: { type: 'integer' },
  },
  types: ['AssessmentPeriodOpened', 'IndicatorsFrozen'],
  keysOf: ({ data }) => [data.periodId],

  evolve(row, { type, data, at, revision }) {
    if (type === 'AssessmentPeriodOpened') {
      const { periodId: id, name, from: firstDay, to: lastDay } = data;
      const days = { firstDay, lastDay };
      return { id, name, ...days, edition: '', indicators: [], openedAt: at, revision };
    }
    const { edition, indicators } = data;
    return row && { ...row, edition, indicators, revision };
  },
});

export const scorecards = projection<Scorecard, CardEvent>({
  table: 'scorecards',
  columns: {
    id: { type: 'text' },
    periodId: { type: 'text' },
    staffId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    status: { type: 'text' },
    evidence: { type: 'jsonb' },
    evidenceFrom: { type: 'date', nullable: true },
    evidenceTo: { type: 'date', nullable: true },
    position: { type: 'text', nullable: true },
    lines: { type: 'jsonb' },
    totalHundredths: { type: 'integer', nullable: true },
    scoredBy: { type: 'text', nullable: true },
    publishedAt: { type: 'timestamptz', nullable: true },
    publishedBy: { type: 'text', nullable: true },
    objectUntil: { type: 'timestamptz', nullable: true },
    objectedAt: { type: 'timestamptz', nullable: true },
    objection: { type: 'text' },
    reviewOutcome: { type: 'text', nullable: true },
    reviewedBy: { type: 'text', nullable: true },
    reviewReason: { type: 'text' },
    finalisedAt: { type: 'timestamptz', nullable: true },
    openedAt: { type: 'timestamptz' },
    revision: { type: 'integer' },
  },
  indexes: ['(period_id, staff_id)', '(staff_id)', '(opened_at DESC, id)'],
  types: [
    'ScorecardOpened',
    'EvidenceLinked',
    'ScorecardScored',
    'ScorecardPublished',
    'ScorecardObjected',
    'ScorecardReviewed',
    'ScorecardFinalised',
  ],
  keysOf: ({ data }) => [data.scorecardId],

  evolve(row, event) {
    const next = changed(row, event);
    return next && { ...next, revision: event.revision };
  },
});

const hundredths = (points: number) => Math.round(points * 100);

function changed(row: Scorecard | null, event: Recorded<CardEvent>): Scorecard | null {
  const { at, by } = event;
  if (event.type === 'ScorecardOpened') return opened(event);
  if (!row) return null;
  switch (event.type) {
    case 'EvidenceLinked': {
      const { evidence, position, from, to } = event.data;
      const linked = { evidence, position, evidenceFrom: from, evidenceTo: to };
      return { ...row, ...linked, status: 'evidenced' };
    }
    case 'ScorecardScored': {
      const { lines, total } = event.data;
      const scored = { lines, totalHundredths: hundredths(total), scoredBy: by };
      return { ...row, ...scored, status: 'scored' };
    }
    case 'ScorecardPublished': {
      const objectUntil = (event.data.promises[0]?.dueAt ?? null) as Instant | null;
      return { ...row, status: 'published', publishedAt: at, publishedBy: by, objectUntil };
    }
    case 'ScorecardObjected':
      return { ...row, status: 'objected', objectedAt: at, objection: event.data.reason };
    case 'ScorecardReviewed': {
      const { lines, total, outcome, reason } = event.data;
      const reviewed = { reviewOutcome: outcome, reviewedBy: by, reviewReason: reason };
      return { ...row, ...reviewed, lines, totalHundredths: hundredths(total) };
    }
    case 'ScorecardFinalised':
      return { ...row, status: 'final', finalisedAt: at };
    default:
      return row;
  }
}

type Opened = Recorded<Extract<CardEvent, { type: 'ScorecardOpened' }>>;

const opened = ({ data, at, revision }: Opened): Scorecard => ({
  id: data.scorecardId,
  periodId: data.periodId,
  staffId: data.staffId,
  unitId: data.unitId,
  status: 'opened',
  evidence: [],
  evidenceFrom: null,
  evidenceTo: null,
  position: null,
  lines: [],
  totalHundredths: null,
  scoredBy: null,
  publishedAt: null,
  publishedBy: null,
  objectUntil: null,
  objectedAt: null,
  objection: '',
  reviewOutcome: null,
  reviewedBy: null,
  reviewReason: '',
  finalisedAt: null,
  openedAt: at,
  revision,
});
