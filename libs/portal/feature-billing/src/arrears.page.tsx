/** What is overdue, what waits for a decision, what is cut and must be reconnected. */
import { mistakeTitles } from '@taizhang/contracts/billing-inquiries';
import { accountLists, type AccountRow } from '@taizhang/contracts/views';
import { useAccountList } from '@taizhang/portal/data-access';
import {
  Badge,
  DeadlineBadge,
  EmptyNotice,
  formatDue,
  More,
  Page,
  ProcessingBadge,
  Scrolling,
  Shown,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link, useSearchParams } from 'react-router';
import { accountTexts } from './accounts.texts';
import { SupplyBadge } from './badges';
import { yuan } from './units';
import './billing.css';

export function ArrearsPage() {
  const t = useTexts(accountTexts);
  const [search] = useSearchParams();
  const list = accountLists.find((name) => name === search.get('list')) ?? 'arrears';
  const answer = useAccountList({ list });
  return (
    <Page title={t('title')}>
      <nav aria-label={t('lists')} className="tz-tabs">
        {accountLists.map((name) => (
          <Link key={name} to={`?list=${name}`} aria-current={name === list ? 'page' : undefined}>
            {t(`list.${name}`)}
          </Link>
        ))}
      </nav>
      <div className="tz-panel">
        <Shown answer={answer} rows={10}>
          {(accounts) =>
            accounts.length === 0 ? (
              <EmptyNotice title={t('empty')} hint={t('empty.hint')} />
            ) : (
              <div aria-busy={answer.isPlaceholderData}>
                <AccountTable accounts={accounts} />
                <More shown={accounts.length} pages={answer} />
              </div>
            )
          }
        </Shown>
      </div>
    </Page>
  );
}

const columns = ['customer', 'supply', 'open', 'overdue', 'reconnect', 'mistake'] as const;

function AccountTable({ accounts }: Readonly<{ accounts: readonly AccountRow[] }>) {
  const t = useTexts(accountTexts);
  return (
    <Scrolling label={t('title')}>
      <table className="tz-table tz-stacked" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th scope="col" role="columnheader" key={column}>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {accounts.map((account) => (
            <tr key={account.id} role="row">
              {columns.map((column) => (
                <td key={column} role="cell" data-label={t(column)}>
                  <Cell column={column} account={account} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

type CellProps = Readonly<{ column: (typeof columns)[number]; account: AccountRow }>;

function Cell({ column, account }: CellProps) {
  const t = useTexts(accountTexts);
  const term = useTerm();
  const language = useLanguage();
  switch (column) {
    case 'customer':
      return (
        <>
          <Link to={`/arrears/${account.id}`}>{account.customerName || account.id}</Link>{' '}
          {account.customerProcessing && (
            <ProcessingBadge processing={account.customerProcessing} />
          )}
          <span className="tz-clip tz-muted">{account.address}</span>
        </>
      );
    case 'supply':
      return <SupplyBadge supply={account.supply} />;
    case 'open':
      return (
        <span className="tz-number">
          {account.balanceFen === null
            ? t('yuan', { amount: yuan(account.openFen) })
            : t('yuan.balance', { amount: yuan(account.balanceFen) })}
        </span>
      );
    case 'overdue':
      return <>{account.overdueSince ? formatDue(account.overdueSince, language) : '–'}</>;
    case 'reconnect':
      return <DeadlineBadge dueAt={account.nextDueAt} />;
    case 'mistake':
      return account.mistake ? (
        <Badge tone="danger">{term(mistakeTitles, account.mistake)}</Badge>
      ) : (
        <>–</>
      );
  }
}
