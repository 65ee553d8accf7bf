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
  Shown,
  Table,
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

export function InquiryTable({ inquiries }: Readonly<{ inquiries: readonly Inquiry[] }>) {
  const t = useTexts(inquiryTexts);
  const term = useTerm();
  return (
    <Table
      label={t('table')}
      oneLine
      rows={inquiries}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      cells={{
        statement: ({ id, statement }) => (
          <Link to={`/inquiries/${id}`}>
            <span className="tz-clip">{statement || id}</span>
          </Link>
        ),
        kind: ({ kind }) => term(inquiryKindTitles, kind),
        status: ({ status }) => <InquiryBadge status={status} />,
        due: (inquiry) => <NextDeadline inquiry={inquiry} />,
        handler: ({ handlerId }) => (handlerId ? <Name id={handlerId} /> : t('nobody')),
        opened: ({ openedAt }) => <Moment at={openedAt} show="exact" />,
      }}
    />
  );
}

function NextDeadline({ inquiry }: Readonly<{ inquiry: Inquiry }>) {
  const t = useTexts(inquiryTexts);
  const { nextPromise, nextDueAt, missed } = inquiry;
  return (
    <div>
      {nextPromise && (
        <span className="tz-muted">
          <PromiseName promise={nextPromise} />{' '}
        </span>
      )}
      <DeadlineBadge dueAt={nextDueAt} />{' '}
      {missed > 0 && <Badge tone="danger">{t('missed', { count: missed })}</Badge>}
    </div>
  );
}
