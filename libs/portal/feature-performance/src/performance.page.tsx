/** Totals against the period before, a chart, a table, and the events behind it all. */
import type { PerformanceReport } from '@taizhang/contracts/views';
import { useDirectory, usePerformance, type PerformanceAsked } from '@taizhang/portal/data-access';
import { EmptyNotice, Page, Shown, useAsked, useTexts, useToday } from '@taizhang/portal/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { askedOf } from './asked';
import { EntriesDrawer, type Opened } from './entries-drawer';
import { ExportButton } from './export-button';
import { IndicatorCards } from './indicator-cards';
import { PerformanceChart } from './performance-chart';
import { PerformanceTable } from './performance-table';
import { performanceTexts } from './performance.texts';
import { PeriodBar } from './period-bar';
import './performance.css';

export function PerformancePage() {
  const t = useTexts(performanceTexts);
  const [search, change] = useAsked();
  const [opened, setOpened] = useState<Opened>();
  const asked = askedOf(search, useToday());
  const answer = usePerformance(asked);

  return (
    <Page title={t('title')} actions={answer.data && <ExportButton report={answer.data} />}>
      <PeriodBar asked={asked} onChange={change} />
      <Path asked={asked} />
      <Shown answer={answer} rows={10}>
        {(report) =>
          isEmpty(report) ? (
            <EmptyNotice title={t('empty')} hint={t('empty.hint')} />
          ) : (
            <div className="tz-stack" aria-busy={answer.isPlaceholderData}>
              <IndicatorCards report={report} onOpen={(figure) => setOpened({ figure })} />
              <PerformanceChart report={report} />
              <PerformanceTable report={report} onDrill={change} onOpen={setOpened} asked={asked} />
            </div>
          )
        }
      </Shown>
      {opened && (
        <EntriesDrawer asked={asked} opened={opened} onClose={() => setOpened(undefined)} />
      )}
    </Page>
  );
}

const isEmpty = ({ rows, previous }: PerformanceReport) =>
  rows.length === 0 && previous.rows.length === 0;

/** All units › a unit › a person: the way back up. */
function Path({ asked }: Readonly<{ asked: PerformanceAsked }>) {
  const t = useTexts(performanceTexts);
  const { nameOf } = useDirectory();
  const { from, to, unitId, staffId } = asked;
  const address = (part: object) => `?${new URLSearchParams({ from, to, ...part }).toString()}`;
  if (!unitId && !staffId) return null;
  return (
    <nav aria-label={t('path')}>
      <ol className="tz-path">
        <li>
          <Link to={address({ groupBy: 'unit' })}>{t('path.all')}</Link>
        </li>
        {unitId && (
          <li>
            {staffId ? (
              <Link to={address({ unitId, groupBy: 'staff' })}>{nameOf(unitId)}</Link>
            ) : (
              <span aria-current="page">{nameOf(unitId)}</span>
            )}
          </li>
        )}
        {staffId && (
          <li>
            <span aria-current="page">{nameOf(staffId)}</span>
          </li>
        )}
      </ol>
    </nav>
  );
}
