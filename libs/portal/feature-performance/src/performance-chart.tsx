/** One indicator drawn over units, people or days, beside the period before. */
import type { PerformanceReport } from '@taizhang/contracts/views';
import { useDirectory } from '@taizhang/portal/data-access';
import { Chart, formatShortDay, Panel, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Select } from 'antd';
import { useState } from 'react';
import { indicatorNames, indicators, type IndicatorName } from './indicators';
import { performanceTexts } from './performance.texts';
import { writtenValue } from './written';

export function PerformanceChart({ report }: Readonly<{ report: PerformanceReport }>) {
  const t = useTexts(performanceTexts);
  const language = useLanguage();
  const { nameOf } = useDirectory();
  const [name, setName] = useState<IndicatorName>('onTime');
  const { kind, value } = indicators[name];
  const { rows, previous, groupBy } = report;
  const byDay = groupBy === 'day';
  const before = previousOf(report);
  return (
    <Panel
      title={t('chart')}
      extra={
        <Select<IndicatorName>
          aria-label={t('chart.indicator')}
          style={{ width: 220 }}
          value={name}
          onChange={setName}
          options={indicatorNames.map((one) => ({ value: one, label: t(`indicator.${one}`) }))}
        />
      }
    >
      <Chart
        height={240}
        description={t('chart.description', {
          indicator: t(`indicator.${name}`),
          from: report.from,
          to: report.to,
          group: t(`group.${groupBy}`),
          count: rows.length,
        })}
        categoryTitle={t(`column.${groupBy}`)}
        categories={rows.map(({ key }) =>
          byDay ? formatShortDay(key) : nameOf(key) || t('unit.none'),
        )}
        format={(number) => writtenValue(number, kind, language)}
        series={[
          { name: t('chart.now'), kind: byDay ? 'line' : 'bar', values: rows.map(value) },
          {
            name: `${t('chart.before')} ${previous.from}`,
            kind: byDay ? 'line' : 'bar',
            values: before.map((row) => (row ? value(row) : null)),
          },
        ]}
      />
    </Panel>
  );
}

/** The same unit or person before; of days, the one at the same place in its period. */
function previousOf({ rows, previous, groupBy }: PerformanceReport) {
  if (groupBy === 'day') return rows.map((_, index) => previous.rows[index]);
  const before = new Map(previous.rows.map((row) => [row.key, row]));
  return rows.map(({ key }) => before.get(key));
}
