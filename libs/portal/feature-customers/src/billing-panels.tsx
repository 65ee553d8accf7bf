/** What this customer owes, and what they asked about it. */
import {
  inquiryKindTitles,
  inquiryStatusTitles,
  supplyStatusTitles,
} from '@taizhang/contracts/billing-inquiries';
import type { Account, Inquiry, SupplyPoint } from '@taizhang/contracts/views';
import {
  Badge,
  DeadlineBadge,
  EmptyNotice,
  Moment,
  Panel,
  ParkedBadge,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { customerTexts } from './customers.texts';
import { History } from './history-panels';

type BillsProps = Readonly<{ accounts: readonly Account[]; points: readonly SupplyPoint[] }>;

export function BillsPanel({ accounts, points }: BillsProps) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  const numbers = new Map(points.map(({ id, accountNumber }) => [id, accountNumber]));
  const yuan = (fen: number) => ({ amount: (fen / 100).toFixed(2) });
  return (
    <Panel title={t('bills')}>
      {accounts.length === 0 && <EmptyNotice title={t('bills.none')} />}
      <ul className="tz-points">
        {accounts.map(({ id, supplyPointId, supply, openFen, balanceFen, ...account }) => (
          <li key={id}>
            <Link to={`/arrears/${id}`}>{numbers.get(supplyPointId) ?? id}</Link>{' '}
            <Badge tone={supply === 'on' ? 'success' : 'danger'}>
              {term(supplyStatusTitles, supply)}
            </Badge>
            <ParkedBadge of={account} />{' '}
            <span className="tz-number">
              {balanceFen === null
                ? t('bills.open', yuan(openFen))
                : t('bills.balance', yuan(balanceFen))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function InquiryHistory({ inquiries }: Readonly<{ inquiries: readonly Inquiry[] }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  return (
    <History
      title={t('inquiries')}
      empty={t('inquiries.none')}
      rows={inquiries}
      cells={{
        time: ({ openedAt }) => <Moment at={openedAt} show="exact" />,
        about: ({ id, kind, statement }) => (
          <>
            <Link to={`/inquiries/${id}`}>{kind ? term(inquiryKindTitles, kind) : id}</Link>
            <span className="tz-clip tz-muted">{statement}</span>
          </>
        ),
        status: ({ status }) => term(inquiryStatusTitles, status),
        due: ({ nextDueAt }) => <DeadlineBadge dueAt={nextDueAt} />,
      }}
    />
  );
}
