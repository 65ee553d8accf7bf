/** One billing inquiry: where it stands, the next step, the account behind it, what happened. */
import {
  findingTitles,
  inquiryKindTitles,
  testerTitles,
} from '@taizhang/contracts/billing-inquiries';
import { channelTitles } from '@taizhang/contracts/intake';
import type { Inquiry } from '@taizhang/contracts/views';
import {
  useAccount,
  useInquiry,
  useInquiryDeadlines,
  useInquiryTimeline,
} from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import { RatingLink } from '@taizhang/portal/feature-rating';
import { SealBadge } from '@taizhang/portal/feature-seals';
import {
  DeadlineBadge,
  Facts,
  Moment,
  Name,
  Page,
  Panel,
  PromiseName,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { AccountSummary } from './account-summary';
import { AdjustmentPanel } from './adjustment-panel';
import { InquiryBadge } from './badges';
import { EnergyChart } from './energy-chart';
import { History } from './history';
import { InquirySteps } from './inquiry-steps';
import { inquiryTexts } from './inquiries.texts';
import { percent } from './units';
import './billing.css';

export function InquiryPage() {
  const t = useTexts(inquiryTexts);
  const term = useTerm();
  const { inquiryId = '' } = useParams();
  const answer = useInquiry(inquiryId);
  const kind = answer.data ? term(inquiryKindTitles, answer.data.kind) : '';
  return (
    <Page
      key={inquiryId}
      title={t('case', { kind })}
      aside={
        answer.data && (
          <>
            <InquiryBadge status={answer.data.status} />
            <span className="tz-id tz-muted">{inquiryId}</span>
            <SealBadge caseId={inquiryId} revision={answer.data.revision} />
          </>
        )
      }
    >
      <Shown answer={answer} rows={10}>
        {(inquiry) => <Case inquiry={inquiry} />}
      </Shown>
    </Page>
  );
}

type WithInquiry = Readonly<{ inquiry: Inquiry }>;

function Case({ inquiry }: WithInquiry) {
  const t = useTexts(inquiryTexts);
  const timeline = useInquiryTimeline(inquiry.id, inquiry.revision);
  return (
    <>
      <Head inquiry={inquiry} />
      <InquirySteps inquiry={inquiry} />
      <div className="tz-billing-case">
        <div className="tz-stack">
          <Panel title={t('statement')}>
            <p className="tz-words">{inquiry.statement || '–'}</p>
          </Panel>
          <Outcome inquiry={inquiry} />
          {inquiry.adjustment && <AdjustmentPanel adjustment={inquiry.adjustment} />}
          <History answer={timeline} />
        </div>
        <div className="tz-stack">
          <Behind accountId={inquiry.accountId} />
          <Deadlines inquiry={inquiry} />
        </div>
      </div>
      <HistoryPanel id={inquiry.id} revision={inquiry.revision} />
      <AccessPanel id={inquiry.id} />
    </>
  );
}

function Head({ inquiry }: WithInquiry) {
  const t = useTexts(inquiryTexts);
  const term = useTerm();
  const { nextPromise, contactId, customerId } = inquiry;
  const items: (readonly [string, ReactNode])[] = [
    [
      t('head.next'),
      <span key="next">
        {nextPromise && (
          <>
            <PromiseName promise={nextPromise} />{' '}
          </>
        )}
        <DeadlineBadge dueAt={inquiry.nextDueAt} />
      </span>,
    ],
    [t('column.handler'), inquiry.handlerId ? <Name id={inquiry.handlerId} /> : t('nobody')],
    [t('head.owner'), <Name key="owner" id={inquiry.ownerId} />],
    [t('column.opened'), <Moment key="opened" at={inquiry.openedAt} show="exact" />],
    [t('head.channel'), term(channelTitles, inquiry.channel)],
    [t('head.missed'), inquiry.missed],
    [t('head.reopenings'), inquiry.reopenings],
    [t('head.urges'), inquiry.urges],
  ];
  if (customerId) {
    items.push([
      t('head.customer'),
      <Link to={`/customers/${customerId}`}>{t('head.archive')}</Link>,
    ]);
  }
  if (contactId) {
    items.push([t('head.contact'), <Link to={`/contacts/${contactId}`}>{contactId}</Link>]);
  }
  return (
    <div className="tz-panel">
      <Facts items={items} />
      {inquiry.status === 'closed' && <RatingLink caseId={inquiry.id} />}
    </div>
  );
}

/** Tests, finding and answer, as far as there are any. */
function Outcome({ inquiry: { tests, finding, explanation, reply } }: WithInquiry) {
  const t = useTexts(inquiryTexts);
  const term = useTerm();
  if (tests.length === 0 && finding === null && reply === '') return null;
  const items: (readonly [string, ReactNode])[] = tests.map(
    ({ tester, errorRate, toleranceRate, certificate, at }) => [
      term(testerTitles, tester),
      <span key={at}>
        {t('test', { error: percent(errorRate), tolerance: percent(toleranceRate).slice(1) })}{' '}
        <span className="tz-muted">
          {certificate} · <Moment at={at} show="exact" />
        </span>
      </span>,
    ],
  );
  if (finding) items.push([t('finding'), `${term(findingTitles, finding)} · ${explanation}`]);
  if (reply) items.push([t('reply'), <span className="tz-words">{reply}</span>]);
  return (
    <Panel title={t('outcome')}>
      <Facts items={items} />
    </Panel>
  );
}

function Behind({ accountId }: Readonly<{ accountId: string | null }>) {
  const t = useTexts(inquiryTexts);
  const answer = useAccount(accountId);
  if (!accountId) return null;
  return (
    <Panel
      title={t('account')}
      extra={<Link to={`/arrears/${accountId}`}>{t('account.open')}</Link>}
    >
      <Shown answer={answer} rows={6}>
        {(page) => (
          <>
            <AccountSummary account={page.account} />
            <EnergyChart bills={page.bills} readings={page.readings} />
          </>
        )}
      </Shown>
    </Panel>
  );
}

function Deadlines({ inquiry }: WithInquiry) {
  const t = useTexts(inquiryTexts);
  const term = useTerm();
  const answer = useInquiryDeadlines(inquiry.id, inquiry.revision);
  return (
    <Panel title={t('deadlines')}>
      <Shown answer={answer}>
        {(deadlines) => (
          <ul className="tz-billing-list">
            {deadlines.map(({ promise, title, state, dueAt, explanation }) => (
              <li key={promise}>
                <strong>{term({ promise: title }, 'promise')}</strong>{' '}
                {state === 'running' ? (
                  <DeadlineBadge dueAt={dueAt} />
                ) : (
                  <span>{t(`state.${state}`)}</span>
                )}
                <p className="tz-muted tz-small">
                  {term({ sentence: explanation.sentence }, 'sentence')}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  );
}
