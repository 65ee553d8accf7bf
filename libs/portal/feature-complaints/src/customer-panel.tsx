/** Who complains. */
import { customerKindTitles } from '@taizhang/contracts/intake';
import { useCustomerArchive, useMay } from '@taizhang/portal/data-access';
import { EmptyNotice, Facts, Panel, Shown, useTerm, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { caseTexts } from './complaint.texts';

export function CustomerPanel({ customerId }: Readonly<{ customerId: string | null }>) {
  const t = useTexts(caseTexts);
  const term = useTerm();
  const mayRead = useMay('customer.read');
  const answer = useCustomerArchive(mayRead ? customerId : null);
  if (!mayRead) return null;
  return (
    <Panel
      title={t('customer.title')}
      extra={customerId && <Link to={`/customers/${customerId}`}>{t('customer.archive')}</Link>}
    >
      {customerId ? (
        <Shown answer={answer}>
          {({ customer }) => (
            <>
              <p className="tz-customer-name">
                <strong>{customer.name}</strong> · {term(customerKindTitles, customer.kind)}
              </p>
              <Facts
                items={[
                  [t('customer.phones'), customer.phones.join('、') || '–'],
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
