/** One scorecard: the points, the arithmetic down to events, and what happened to it. */
import { reviewOutcomeTitles, scorecardStatusTitles } from '@taizhang/contracts/assessment';
import type { Period, Scorecard } from '@taizhang/contracts/views';
import { useDirectory, useMay, usePeriods, useScorecard } from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import {
  Badge,
  Chart,
  Facts,
  Moment,
  Name,
  Page,
  Panel,
  Scrolling,
  Shown,
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
  const until = card.objectUntil && <Moment key="until" at={card.objectUntil} show="exact" />;
  return (
    <div className="tz-panel">
      <Facts
        items={[
          [s('card.total'), <strong key="total">{totalOf(card.totalHundredths)}</strong>],
          [s('period.name'), period?.name ?? '–'],
          [s('period.days'), period ? `${period.firstDay} – ${period.lastDay}` : '–'],
          [s('card.unit'), <Name key="unit" id={card.unitId} />],
          [s('card.until'), until || '–'],
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
          { name: s('card.share'), kind: 'line', values: lines.map(({ share }) => share) },
        ]}
      />
      <Scrolling label={s('card.arithmetic')}>
        <table className="tz-table">
          <thead>
            <tr>
              {(['indicator', 'figures', 'value', 'share', 'points'] as const).map((column) => (
                <th scope="col" key={column}>
                  {s(`card.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.indicator}>
                <th scope="row">{titleOf(line.indicator)}</th>
                <Figures line={line} />
                <td>
                  {line.value === null ? s('card.small') : `${line.value} %`}{' '}
                  {line.corrected && <Badge tone="warning">{s('card.corrected')}</Badge>}
                </td>
                <td>{line.share}</td>
                <td>
                  {line.value === null ? '–' : `${line.value} % × ${line.share} = ${line.points}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
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
    <td>
      {`${sum} / ${count}`}
      {weighed && <div className="tz-muted tz-small">{s('card.weighed', weighed)}</div>}
    </td>
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
