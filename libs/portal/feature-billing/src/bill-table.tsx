/** Bills, the newest first, with what is still open of each. */
import type { Account, Bill } from '@taizhang/contracts/views';
import { EmptyNotice, Table, useTexts } from '@taizhang/portal/ui';
import { accountTexts } from './accounts.texts';
import { kilowattHours, yuan } from './units';

type BillTableProps = Readonly<{ bills: readonly Bill[]; open: Account['open'] }>;

export function BillTable({ bills, open }: BillTableProps) {
  const t = useTexts(accountTexts);
  if (bills.length === 0) return <EmptyNotice title={t('bills.none')} />;
  const left = new Map(open.map(({ billId, openFen }) => [billId, openFen]));
  return (
    <Table
      label={t('bills')}
      rows={bills}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      heading="month"
      cells={{
        month: ({ periodUntil }) => periodUntil.slice(0, 7),
        billed: ({ energyWh }) => t('energy', { energy: kilowattHours(energyWh) }),
        amount: ({ amountFen }) => t('yuan', { amount: yuan(amountFen) }),
        due: ({ dueOn }) => <span className="tz-nowrap">{dueOn}</span>,
        left: ({ billId }) => (left.has(billId) ? yuan(left.get(billId)!) : t('paid')),
      }}
    />
  );
}
