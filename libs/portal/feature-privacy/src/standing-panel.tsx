/** What may be done with the data now, and what keeps it: each with what to do about it. */
import { faultStatusTitles, restrictionGroundTitles } from '@taizhang/contracts/intake';
import { inquiryStatusTitles } from '@taizhang/contracts/billing-inquiries';
import type { PrivacyState } from '@taizhang/contracts/views';
import { useCustomerArchive, type CustomerArchive } from '@taizhang/portal/data-access';
import { Facts, Moment, Name, Panel, StatusBadge, useTerm, useTexts } from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { privacyTexts } from './privacy.texts';

type OfState = Readonly<{ state: PrivacyState }>;

export function StandingPanel({ state }: OfState) {
  const t = useTexts(privacyTexts);
  const term = useTerm();
  const { processing, restriction } = state;
  return (
    <Panel title={t('standing')} className="tz-standing">
      <p>{t(`processing.${processing}`)}</p>
      {restriction && (
        <Facts
          items={[
            [t('column.ground'), term(restrictionGroundTitles, restriction.ground)],
            [t('column.keepUntil'), restriction.keepUntil ?? t('keepUntil.none')],
            [t('column.reference'), <span className="tz-id">{restriction.reference}</span>],
            [t('column.decided'), <Moment key="at" at={restriction.at} show="exact" />],
            [t('column.decidedBy'), <Name key="by" id={restriction.by} />],
          ]}
        />
      )}
      <KeptBy state={state} />
    </Panel>
  );
}

/** Everything that keeps it, not only what a refusal would name first. */
function KeptBy({ state }: OfState) {
  const t = useTexts(privacyTexts);
  const { keptBy, openCases, unsettledFen, restriction, personId } = state;
  const { data } = useCustomerArchive(personId.startsWith('customer-') ? personId : null);
  if (keptBy === null) return <p className="tz-notice tz-notice-success">{t('kept.nothing')}</p>;
  const amount = (unsettledFen / 100).toFixed(2);
  return (
    <div className="tz-notice tz-notice-warning tz-kept" role="status">
      <strong>{t('kept')}</strong>
      <ul>
        {keptBy === 'erasure-retention-runs' && (
          <Reason what={t('kept.retention', { day: restriction?.keepUntil ?? '' })} />
        )}
        {openCases > 0 && (
          <Reason what={t('kept.cases', { count: openCases })} remedy={t('kept.cases.do')}>
            {data && <OpenCases archive={data} />}
          </Reason>
        )}
        {unsettledFen !== 0 && (
          <Reason what={t('kept.money', { amount })} remedy={t('kept.money.do')}>
            {data && <Accounts archive={data} />}
          </Reason>
        )}
        {keptBy === 'erasure-still-at-work' && <Reason what={t('kept.work')} />}
      </ul>
      <p>{t('kept.instead')}</p>
    </div>
  );
}

type ReasonProps = Readonly<{ what: string; remedy?: string; children?: ReactNode }>;

function Reason({ what, remedy, children }: ReasonProps) {
  return (
    <li>
      {what} {remedy}
      {children}
    </li>
  );
}

type OfArchive = Readonly<{ archive: CustomerArchive }>;

function OpenCases({ archive }: OfArchive) {
  const term = useTerm();
  const isOpen = ({ status }: Readonly<{ status: string }>) => status !== 'closed';
  return (
    <ul>
      {archive.complaints.filter(isOpen).map(({ id, status }) => (
        <Case key={id} to={`/complaints/${id}`} id={id} state={<StatusBadge status={status} />} />
      ))}
      {archive.faults.filter(isOpen).map(({ id, status }) => (
        <Case key={id} to={`/faults/${id}`} id={id} state={term(faultStatusTitles, status)} />
      ))}
      {archive.inquiries.filter(isOpen).map(({ id, status }) => (
        <Case key={id} to={`/inquiries/${id}`} id={id} state={term(inquiryStatusTitles, status)} />
      ))}
    </ul>
  );
}

function Accounts({ archive }: OfArchive) {
  const owing = archive.accounts.filter(
    ({ openFen, creditFen, balanceFen }) => openFen !== 0 || creditFen !== 0 || balanceFen !== 0,
  );
  return (
    <ul>
      {owing.map(({ id }) => (
        <Case key={id} to={`/arrears/${id}`} id={id} />
      ))}
    </ul>
  );
}

type CaseProps = Readonly<{ to: string; id: string; state?: ReactNode }>;

function Case({ to, id, state }: CaseProps) {
  return (
    <li>
      <Link to={to} className="tz-id">
        {id}
      </Link>{' '}
      {state}
    </li>
  );
}
