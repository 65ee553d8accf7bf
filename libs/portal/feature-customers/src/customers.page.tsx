/** The archive: a search over every key, or one customer with everything known of them. */
import type { Customer } from '@taizhang/contracts/views';
import { useCustomerArchive, useMay } from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import { RatingsPanel } from '@taizhang/portal/feature-rating';
import { Page, ProcessingBadge, Shown, useTexts } from '@taizhang/portal/ui';
import { Link, useParams } from 'react-router';
import { CustomerFinder } from './customer-finder';
import { customerTexts } from './customers.texts';
import { DetailsPanel } from './details-panel';
import { ComplaintHistory, ContactHistory, FaultHistory } from './history-panels';
import { BillsPanel, InquiryHistory } from './billing-panels';
import { SupplyPointsPanel } from './supply-points-panel';
import './customers.css';

export function CustomersPage() {
  const { customerId } = useParams();
  return customerId ? <Archive key={customerId} customerId={customerId} /> : <CustomerFinder />;
}

function Archive({ customerId }: Readonly<{ customerId: string }>) {
  const t = useTexts(customerTexts);
  const takesContacts = useMay('contact.write');
  const answers = useMay('privacy.read');
  const answer = useCustomerArchive(customerId);
  const customer = answer.data?.customer;
  return (
    <Page
      title={customer?.name || t('title')}
      aside={
        <>
          <span className="tz-id tz-muted">{customerId}</span>
          {customer && <ProcessingBadge processing={customer.processing} />}
        </>
      }
      actions={
        <>
          <Link to="/customers">{t('back')}</Link>
          {answers && customer && <Link to={`/privacy/${customer.id}`}>{t('privacy')}</Link>}
          {takesContacts && customer && customer.processing !== 'erased' && (
            <Link
              to="/intake"
              state={{ customer: { id: customer.id, name: customer.name } }}
              className="tz-button-link"
            >
              {t('take')}
            </Link>
          )}
        </>
      }
    >
      <Shown answer={answer} rows={10}>
        {(archive) => (
          <>
            <ProcessingNotice processing={archive.customer.processing} />
            <div className="tz-columns">
              <div className="tz-stack">
                <ComplaintHistory complaints={archive.complaints} />
                <FaultHistory faults={archive.faults} />
                <InquiryHistory inquiries={archive.inquiries} />
                <ContactHistory contacts={archive.contacts} />
                <RatingsPanel customerId={archive.customer.id} />
              </div>
              <div className="tz-stack">
                <DetailsPanel customer={archive.customer} />
                <BillsPanel accounts={archive.accounts} points={archive.supplyPoints} />
                <SupplyPointsPanel customer={archive.customer} points={archive.supplyPoints} />
              </div>
            </div>
            <HistoryPanel id={archive.customer.id} revision={archive.customer.revision} />
            <AccessPanel id={archive.customer.id} />
          </>
        )}
      </Shown>
    </Page>
  );
}

/** Why there are blanks, and why nothing can be corrected. */
function ProcessingNotice({ processing }: Pick<Customer, 'processing'>) {
  const t = useTexts(customerTexts);
  if (processing === 'normal') return null;
  return (
    <p className="tz-notice tz-notice-warning" role="status">
      {t(`processing.${processing}`)}
    </p>
  );
}
