/** Who complains. */
import { customerKindTitles } from '@taizhang/contracts/intake';
import { useCustomerArchive, useMay } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Facts,
  listed,
  Panel,
  ParkedBadge,
  ProcessingBadge,
  Shown,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { caseTexts } from './complaint.texts';

export function CustomerPanel({ customerId }: Readonly<{ customerId: string | null }>) {
  const t = useTexts(caseTexts);
  const term = useTerm();
  const language = useLanguage();
  const mayRead = useMay('customer.read');
  const answer = useCustomerArchive(mayRead ? customerId : null);
  if (!mayRead) return null;
  return (
    <Panel
      title={t('customer.title')}
      extra={customerId && <Link to={`/customers/${customerId}`}>{t('customer.archive')}</Link>}
    >
      {customerId ? (
        <Shown answer={answer} parkedTold>
          {({ customer }) => (
            <>
              <p className="tz-customer-name">
                <strong>{customer.name || customer.id}</strong> ·{' '}
                {term(customerKindTitles, customer.kind)}{' '}
                <ProcessingBadge processing={customer.processing} />
                <ParkedBadge of={customer} />
              </p>
              <Facts
                items={[
                  [t('customer.phones'), listed(customer.phones, language) || '–'],
                  [t('customer.address'), customer.address || '–'],
                  [t('customer.contacts'), customer.contacts],
                  [
                    t('customer.complaints'),
                    `${customer.complaints} · ${t('customer.open')} ${customer.openComplaints}`,
                  ],
                ]}
              />
            </>
          )}
        </Shown>
      ) : (
        <EmptyNotice title={t('customer.anonymous')} />
      )}
    </Panel>
  );
}
