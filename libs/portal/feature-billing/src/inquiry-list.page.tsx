/** Billing inquiries in lists; which list stands in the address. */
import { inquiryKindTitles } from '@taizhang/contracts/billing-inquiries';
import { inquiryLists, type Inquiry } from '@taizhang/contracts/views';
import { useInquiryList, useMay } from '@taizhang/portal/data-access';
import {
  Badge,
  DeadlineBadge,
  EmptyNotice,
  Moment,
  More,
  Name,
  Page,
  PromiseName,
  Scrolling,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link, useSearchParams } from 'react-router';
import { InquiryBadge } from './badges';
import { inquiryTexts } from './inquiries.texts';
import './billing.css';

export function InquiryListPage() {
  const t = useTexts(inquiryTexts);
  const [search] = useSearchParams();
  const approves = useMay('inquiry.approve');
  const handles = useMay('inquiry.write') && !approves;
  const list =
    inquiryLists.find((name) => name === search.get('list')) ?? (handles ? 'mine' : 'all');
  const answer = useInquiryList({ list, sort: list === 'all' ? 'newest' : 'due' });
  return (
    <Page title={t('title')}>
      <nav aria-label={t('lists')} className="tz-tabs">
        {inquiryLists.map((name) => (
          <Link key={name} to={`?list=${name}`} aria-current={name === list ? 'page' : undefined}>
            {t(`list.${name}`)}
          </Link>
        ))}
      </nav>
      <div className="tz-panel">
        <Shown answer={answer} rows={10}>
          {(inquiries) =>
            inquiries.length === 0 ? (
              <EmptyNotice title={t('empty')} hint={t('empty.hint')} />
            ) : (
              <div aria-busy={answer.isPlaceholderData}>
                <InquiryTable inquiries={inquiries} />
                <More shown={inquiries.length} pages={answer} />
              </div>
            )
          }
        </Shown>
      </div>
    </Page>
  );
}

const columns = ['statement', 'kind', 'status', 'due', 'handler', 'opened'] as const;

export function InquiryTable({ inquiries }: Readonly<{ inquiries: readonly Inquiry[] }>) {
  const t = useTexts(inquiryTexts);
  return (
    <Scrolling label={t('table')}>
      <table className="tz-table tz-stacked" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th scope="col" role="columnheader" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {inquiries.map((inquiry) => (
            <tr key={inquiry.id} role="row">
              {columns.map((column) => (
                <td key={column} role="cell" data-label={t(`column.${column}`)}>
                  <Cell column={column} inquiry={inquiry} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

type CellProps = Readonly<{ column: (typeof columns)[number]; inquiry: Inquiry }>;

function Cell({ column, inquiry }: CellProps) {
  const t = useTexts(inquiryTexts);
  const term = useTerm();
  const { id, statement, kind, status, nextPromise, nextDueAt, missed, handlerId } = inquiry;
  switch (column) {
    case 'statement':
      return (
        <Link to={`/inquiries/${id}`}>
          <span className="tz-clip">{statement || id}</span>
        </Link>
      );
    case 'kind':
      return <>{term(inquiryKindTitles, kind)}</>;
    case 'status':
      return <InquiryBadge status={status} />;
    case 'due':
      return (
        <div className="tz-nowrap">
          {nextPromise && (
            <span className="tz-muted">
              <PromiseName promise={nextPromise} />{' '}
            </span>
          )}
          <DeadlineBadge dueAt={nextDueAt} />{' '}
          {missed > 0 && <Badge tone="danger">{t('missed', { count: missed })}</Badge>}
        </div>
      );
    case 'handler':
      return handlerId ? <Name id={handlerId} /> : <>{t('nobody')}</>;
    case 'opened':
      return <Moment at={inquiry.openedAt} show="exact" />;
  }
}
