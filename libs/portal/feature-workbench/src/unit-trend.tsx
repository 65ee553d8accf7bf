/** Contacts, complaints and closures by day: of the unit, or of all for who sees all. */
import type { Workbench } from '@taizhang/contracts/views';
import { Chart, EmptyNotice, formatShortDay, Panel, useTexts } from '@taizhang/portal/ui';
import { useSeesEveryUnit } from './use-sees-every-unit';
import { workbenchTexts } from './workbench.texts';

export function UnitTrend({ trend }: Readonly<{ trend: Workbench['trend'] }>) {
  const t = useTexts(workbenchTexts);
  const sum = (figure: 'contacts' | 'lodged' | 'closed') =>
    trend.reduce((total, day) => total + day[figure], 0);
  const series = (['contacts', 'lodged', 'closed'] as const).map((figure) => ({
    name: t(`trend.${figure}`),
    kind: 'line' as const,
    values: trend.map((day) => day[figure]),
  }));
  const whose = useSeesEveryUnit() ? 'everybody' : 'unit';
  const nothing = trend.every(({ contacts, lodged, closed }) => contacts + lodged + closed === 0);
  return (
    <Panel title={t(`trend.${whose}`)}>
      {nothing ? (
        <EmptyNotice title={t('trend.empty')} hint={t('trend.empty.hint')} />
      ) : (
        <Chart
          description={t('trend.description', {
            whose: t(`trend.${whose}`),
            days: trend.length,
            contacts: sum('contacts'),
            lodged: sum('lodged'),
            closed: sum('closed'),
          })}
          categoryTitle={t('trend.day')}
          categories={trend.map(({ day }) => formatShortDay(day))}
          series={series}
        />
      )}
    </Panel>
  );
}
