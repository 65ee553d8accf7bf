/** Bills, the newest first, with what is still open of each. */
import type { Account, Bill } from '@taizhang/contracts/views';
import { EmptyNotice, Scrolling, useTexts } from '@taizhang/portal/ui';
import { accountTexts } from './accounts.texts';
import { kilowattHours, yuan } from './units';

type BillTableProps = Readonly<{ bills: readonly Bill[]; open: Account['open'] }>;

export function BillTable({ bills, open }: BillTableProps) {
  const t = useTexts(accountTexts);
  if (bills.length === 0) return <EmptyNotice title={t('bills.none')} />;
  const left = new Map(open.map(({ billId, openFen }) => [billId, openFen]));
  return (
    <Scrolling label={t('bills')}>
      <table className="tz-table">
        <thead>
          <tr>
            {(['month', 'billed', 'amount', 'due', 'left'] as const).map((column) => (
              <th scope="col" key={column}>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bills.map(({ id, billId, periodUntil, energyWh, amountFen, dueOn }) => (
            <tr key={id}>
              <th scope="row">{periodUntil.slice(0, 7)}</th>
              <td className="tz-number">{t('energy', { energy: kilowattHours(energyWh) })}</td>
              <td className="tz-number">{t('yuan', { amount: yuan(amountFen) })}</td>
              <td className="tz-nowrap">{dueOn}</td>
              <td className="tz-number">
                {left.has(billId) ? yuan(left.get(billId)!) : t('paid')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
