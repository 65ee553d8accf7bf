/** The table as a file, with figures a spreadsheet can go on counting with. */
import type { PerformanceReport } from '@taizhang/contracts/views';
import { useDirectory } from '@taizhang/portal/data-access';
import { csvOf, download, useTexts, useUiTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { indicatorNames, indicators, type Figures } from './indicators';
import { performanceTexts } from './performance.texts';
import { exportedValue } from './written';

export function ExportButton({ report }: Readonly<{ report: PerformanceReport }>) {
  const t = useTexts(performanceTexts);
  const ui = useUiTexts();
  const { nameOf } = useDirectory();
  const { from, to, groupBy, rows, total } = report;

  function save() {
    const head = [t(`column.${groupBy}`), ...indicatorNames.map((name) => t(`indicator.${name}`))];
    const line = (title: string, figures: Figures) => [
      title,
      ...indicatorNames.map((name) => {
        const { value, kind } = indicators[name];
        return exportedValue(value(figures), kind);
      }),
    ];
    const lines = rows.map((row) =>
      line(groupBy === 'day' ? row.key : nameOf(row.key) || t('unit.none'), row),
    );
    download(`${t('title')}-${from}-${to}.csv`, csvOf(head, [...lines, line(t('total'), total)]));
  }

  return <Button onClick={save}>{ui('exportCsv')}</Button>;
}
