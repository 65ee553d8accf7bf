/** What was billed beside what the register says, drawn month by month. */
import type { Bill, Reading } from '@taizhang/contracts/views';
import { Chart, EmptyNotice, useTexts } from '@taizhang/portal/ui';
import { accountTexts } from './accounts.texts';
import { energyByMonth } from './energy';

type EnergyProps = Readonly<{ bills: readonly Bill[]; readings: readonly Reading[] }>;

export function EnergyChart({ bills, readings }: EnergyProps) {
  const t = useTexts(accountTexts);
  const months = energyByMonth(bills, readings);
  if (months.length === 0) return <EmptyNotice title={t('bills.none')} />;
  return (
    <Chart
      height={200}
      description={t('chart', { count: months.length })}
      categoryTitle={t('column.month')}
      categories={months.map(({ month }) => month)}
      format={(value) => t('energy', { energy: value.toFixed(0) })}
      series={[
        {
          name: t('column.billed'),
          kind: 'bar',
          values: months.map(({ billedWh }) => billedWh / 1000),
        },
        {
          name: t('read'),
          kind: 'line',
          values: months.map(({ readWh }) => (readWh === null ? null : readWh / 1000)),
        },
      ]}
    />
  );
}
