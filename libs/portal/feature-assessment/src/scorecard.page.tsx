/** One scorecard: the points, the arithmetic down to events, and what happened to it. */
import { reviewOutcomeTitles, scorecardStatusTitles } from '@taizhang/contracts/assessment';
import type { Period, Scorecard } from '@taizhang/contracts/views';
import { useDirectory, useMay, usePeriods, useScorecard } from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import {
  Badge,
  Chart,
  Facts,
  formatDue,
  Moment,
  Name,
  Page,
  Panel,
  Shown,
  Table,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { AssessmentTabs } from './assessment-tabs';
import { CardSteps } from './card-steps';
import { scorecardTexts } from './scorecard.texts';
import { statusTones, totalOf } from './scorecard-words';

export function ScorecardPage() {
  const s = useTexts(scorecardTexts);
  const term = useTerm();
  const { scorecardId = '' } = useParams();
  const answer = useScorecard(scorecardId);
  // Whoever sees only their own card replays none (docs/decisions/0025).
  const seesAll = useMay('assessment.read');
  const periods = usePeriods();
  const { nameOf } = useDirectory();
  const card = answer.data;
  const period = periods.data?.find(({ id }) => id === card?.periodId);
  return (
    <Page
      title={s('card.title', { name: card ? nameOf(card.staffId) : '' })}
      aside={
        card && (
          <Badge tone={statusTones[card.status]}>{term(scorecardStatusTitles, card.status)}</Badge>
        )
      }
    >
      <AssessmentTabs />
      <Shown answer={answer} rows={8}>
        {(found) => (
          <div className="tz-stack">
            <Head card={found} period={period} />
            <CardSteps card={found} period={period} />
            <Arithmetic card={found} period={period} />
            <History card={found} />
            {seesAll && <HistoryPanel id={found.id} revision={found.revision} />}
            <AccessPanel id={found.id} />
          </div>
        )}
      </Shown>
    </Page>
  );
}

type CardProps = Readonly<{ card: Scorecard; period: Period | undefined }>;

function Head({ card, period }: CardProps) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  return (
    <div className="tz-panel">
      <Facts
        items={[
          [s('card.total'), <strong key="total">{totalOf(card.totalHundredths)}</strong>],
          [s('period.name'), period?.name ?? '–'],
          [s('period.days'), period ? `${period.firstDay} – ${period.lastDay}` : '–'],
          [s('card.unit'), <Name key="unit" id={card.unitId} />],
          [s('card.until'), card.objectUntil ? formatDue(card.objectUntil, language) : '–'],
        ]}
      />
    </div>
  );
}

function Arithmetic({ card, period }: CardProps) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  const titleOf = (key: string) =>
    period?.indicators.find((one) => one.key === key)?.title[language] ?? key;
  const { lines, position, evidenceFrom: from, evidenceTo: to } = card;
  if (lines.length === 0) {
    return (
      <Panel title={s('card.arithmetic')}>
        <p className="tz-muted">{s('card.no-evidence')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={s('card.arithmetic')}>
      <Chart
        description={s('card.chart')}
        categoryTitle={s('card.indicator')}
        categories={lines.map(({ indicator }) => titleOf(indicator))}
        series={[
          { name: s('card.points'), kind: 'bar', values: lines.map(({ points }) => points) },
          { name: s('card.share'), kind: 'bar', values: lines.map(({ share }) => share) },
        ]}
      />
      <Table
        label={s('card.arithmetic')}
        rows={lines}
        keyOf={({ indicator }) => indicator}
        title={(column) => s(`card.${column}`)}
        heading="indicator"
        cells={{
          indicator: ({ indicator }) => titleOf(indicator),
          figures: (line) => <Figures line={line} />,
          value: ({ value, corrected }) => (
            <>
              {value === null ? s('card.small') : `${value} %`}{' '}
              {corrected && <Badge tone="warning">{s('card.corrected')}</Badge>}
            </>
          ),
          share: ({ share }) => share,
          points: ({ value, share, points }) =>
            value === null ? '–' : `${value} % × ${share} = ${points}`,
        }}
      />
      {position && from && to && (
        <p className="tz-muted">{s('card.position', { position, from, to })}</p>
      )}
    </Panel>
  );
}

function Figures({
  line: { sum, count, weighed },
}: Readonly<{ line: Scorecard['lines'][number] }>) {
  const s = useTexts(scorecardTexts);
  return (
    <>
      {`${sum} / ${count}`}
      {weighed && <div className="tz-muted tz-small">{s('card.weighed', weighed)}</div>}
    </>
  );
}

function History({ card }: Readonly<{ card: Scorecard }>) {
  const s = useTexts(scorecardTexts);
  const term = useTerm();
  const items: (readonly [string, ReactNode])[] = [];
  if (card.scoredBy) items.push([s('card.scored'), <Name key="scored" id={card.scoredBy} />]);
  if (card.publishedAt) {
    items.push([
      s('card.published'),
      <span key="published">
        <Name id={card.publishedBy} /> · <Moment at={card.publishedAt} show="exact" />
      </span>,
    ]);
  }
  if (card.objectedAt) {
    items.push([
      s('card.objection'),
      <span key="objected">
        {card.objection} · <Moment at={card.objectedAt} show="exact" />
      </span>,
    ]);
  }
  if (card.reviewOutcome) {
    items.push([
      s('card.reviewed'),
      <span key="reviewed">
        {term(reviewOutcomeTitles, card.reviewOutcome)} · <Name id={card.reviewedBy} /> ·{' '}
        {card.reviewReason}
      </span>,
    ]);
  }
  if (card.finalisedAt) {
    items.push([s('card.finalised'), <Moment key="final" at={card.finalisedAt} show="exact" />]);
  }
  if (items.length === 0) return null;
  return (
    <Panel title={s('card.history')}>
      <Facts items={items} />
    </Panel>
  );
}
