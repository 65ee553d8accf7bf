/** What the house knows of the customer, so that they need not say it again. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import {
  channelTitles,
  customerKindTitles,
  topicTitles,
  type Topic,
} from '@taizhang/contracts/intake';
import { useCustomerArchive, type CustomerArchive } from '@taizhang/portal/data-access';
import {
  DeadlineBadge,
  EmptyNotice,
  Facts,
  listed,
  Moment,
  Panel,
  ProcessingBadge,
  Shown,
  StatusBadge,
  useLanguage,
  useNow,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { duplicatesOf } from './duplicates';
import { intakeTexts } from './intake.texts';

type CustomerSideProps = Readonly<{ customerId: string | null; topic: Topic | null }>;

export function CustomerSide({ customerId, topic }: CustomerSideProps) {
  const t = useTexts(intakeTexts);
  const answer = useCustomerArchive(customerId);
  return (
    <aside className="tz-stack" aria-label={t('customer')}>
      <Panel
        title={t('customer')}
        extra={customerId && <Link to={`/customers/${customerId}`}>{t('customer.archive')}</Link>}
      >
        {customerId ? (
          <Shown answer={answer} rows={6}>
            {(archive) => (
              <div className="tz-stack">
                <DuplicateWarning archive={archive} topic={topic} />
                <Summary archive={archive} />
              </div>
            )}
          </Shown>
        ) : (
          <EmptyNotice title={t('customer.none')} hint={t('customer.none.hint')} />
        )}
      </Panel>
    </aside>
  );
}

type WithTopic = Readonly<{ archive: CustomerArchive; topic: Topic | null }>;

function DuplicateWarning({ archive, topic }: WithTopic) {
  const t = useTexts(intakeTexts);
  const term = useTerm();
  const { contacts, openComplaints } = duplicatesOf(archive, topic, useNow());
  const openFaults = archive.faults.filter(({ status }) => status !== 'closed');
  if (contacts.length + openComplaints.length + openFaults.length === 0) return null;
  return (
    <div className="tz-notice tz-notice-warning" role="status">
      <strong>{t('duplicate.title')}</strong>
      {openFaults.length > 0 && (
        <>
          <p>{t('duplicate.faults')}</p>
          <ul>
            {openFaults.map(({ id, place, statement }) => (
              <li key={id}>
                <Link to={`/faults/${id}`}>{place || id}</Link> {statement}
              </li>
            ))}
          </ul>
        </>
      )}
      {openComplaints.length > 0 && (
        <>
          <p>{t('duplicate.complaints')}</p>
          <ul>
            {openComplaints.map(({ id, category, status }) => (
              <li key={id}>
                <Link to={`/complaints/${id}`}>{term(categoryTitles, category)}</Link>{' '}
                <StatusBadge status={status} />
              </li>
            ))}
          </ul>
        </>
      )}
      {contacts.length > 0 && (
        <>
          <p>{t('duplicate.contacts')}</p>
          <ul>
            {contacts.map(({ id, openedAt, summary }) => (
              <li key={id}>
                <Link to={`/contacts/${id}`}>
                  <Moment at={openedAt} show="relative" />
                </Link>{' '}
                {summary}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Summary({ archive }: Readonly<{ archive: CustomerArchive }>) {
  const t = useTexts(intakeTexts);
  const term = useTerm();
  const { customer, supplyPoints, contacts, complaints } = archive;
  const language = useLanguage();
  const accounts = supplyPoints.map(({ accountNumber }) => accountNumber);
  const open = complaints.filter(({ status }) => status !== 'closed');
  return (
    <>
      <p>
        <strong>{customer.name || customer.id}</strong> · {term(customerKindTitles, customer.kind)}{' '}
        <ProcessingBadge processing={customer.processing} />
      </p>
      <Facts
        items={[
          [t('customer.phones'), listed(customer.phones, language) || '–'],
          [t('customer.since'), <Moment key="since" at={customer.since} show="exact" />],
          [t('customer.address'), customer.address || '–'],
          [t('customer.points'), listed(accounts, language) || '–'],
        ]}
      />
      {open.length > 0 && (
        <div>
          <h3>{t('customer.open')}</h3>
          <ul className="tz-lines">
            {open.map(({ id, category, status, nextDueAt }) => (
              <li key={id}>
                <Link to={`/complaints/${id}`}>{term(categoryTitles, category)}</Link>
                <StatusBadge status={status} />
                <span className="tz-line-end">
                  <DeadlineBadge dueAt={nextDueAt} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h3>{t('customer.last')}</h3>
        {contacts.length === 0 && <p className="tz-muted">{t('customer.contacts.none')}</p>}
        <ul className="tz-lines">
          {contacts.slice(0, 5).map(({ id, channel, topic, summary, openedAt }) => (
            <li key={id}>
              <Link to={`/contacts/${id}`} className="tz-line-main">
                <span className="tz-clip">{summary || term(topicTitles, topic)}</span>
              </Link>
              <span className="tz-muted tz-small">
                {term(channelTitles, channel)} · <Moment at={openedAt} show="relative" />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
