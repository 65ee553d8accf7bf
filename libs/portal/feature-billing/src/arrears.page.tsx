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
  Shown,
  Table,
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

function AccountTable({ accounts }: Readonly<{ accounts: readonly AccountRow[] }>) {
  const t = useTexts(accountTexts);
  const term = useTerm();
  const language = useLanguage();
  return (
    <Table
      label={t('title')}
      oneLine
      rows={accounts}
      keyOf={({ id }) => id}
      title={(column) => t(column)}
      cells={{
        customer: ({ id, customerName, customerProcessing, address }) => (
          <>
            <Link to={`/arrears/${id}`}>{customerName || id}</Link>{' '}
            {customerProcessing && <ProcessingBadge processing={customerProcessing} />}
            <span className="tz-clip tz-muted">{address}</span>
          </>
        ),
        supply: ({ supply }) => <SupplyBadge supply={supply} />,
        open: ({ balanceFen, openFen }) =>
          balanceFen === null
            ? t('yuan', { amount: yuan(openFen) })
            : t('yuan.balance', { amount: yuan(balanceFen) }),
        overdue: ({ overdueSince }) => (overdueSince ? formatDue(overdueSince, language) : '–'),
        reconnect: ({ nextDueAt }) => <DeadlineBadge dueAt={nextDueAt} />,
        mistake: ({ mistake }) =>
          mistake ? <Badge tone="danger">{term(mistakeTitles, mistake)}</Badge> : '–',
      }}
    />
  );
}
