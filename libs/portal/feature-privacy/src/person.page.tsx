/** One person: what may be done with their data now, and what can be decided about it. */
import type { PrivacyState } from '@taizhang/contracts/views';
import {
  useCustomerArchive,
  useDirectory,
  useMay,
  usePrivacyState,
} from '@taizhang/portal/data-access';
import { Page, ProcessingBadge, Shown, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { ErasurePanel } from './erasure-panel';
import { privacyTexts } from './privacy.texts';
import { ReceiptPanel } from './receipt-panel';
import { RestrictionPanel } from './restriction-panel';
import { StandingPanel } from './standing-panel';

type OfPerson = Readonly<{ personId: string }>;

export function PersonPage({ personId }: OfPerson) {
  const t = useTexts(privacyTexts);
  const answer = usePrivacyState(personId);
  const isCustomer = personId.startsWith('customer-');
  const name = useNameOf(personId);
  return (
    <Page
      title={(answer.data?.processing !== 'erased' && name) || t('person')}
      aside={
        <>
          <span className="tz-id tz-muted">{personId}</span>
          {answer.data && <ProcessingBadge processing={answer.data.processing} />}
        </>
      }
      actions={
        <>
          {isCustomer && <Link to={`/customers/${personId}`}>{t('archive')}</Link>}
          <Link to="/privacy">{t('back')}</Link>
        </>
      }
    >
      <Shown answer={answer} rows={8}>
        {(state) => <Decisions state={state} name={name} />}
      </Shown>
    </Page>
  );
}

/** Empty for whom nothing is known any more. */
function useNameOf(personId: string): string {
  const isCustomer = personId.startsWith('customer-');
  const { data } = useCustomerArchive(isCustomer ? personId : null);
  const { nameOf } = useDirectory();
  if (isCustomer) return data?.customer.name ?? '';
  return nameOf(personId) === personId ? '' : nameOf(personId);
}

function Decisions({ state, name }: Readonly<{ state: PrivacyState; name: string }>) {
  const mayDecide = useMay('privacy.write');
  if (state.processing === 'erased') return <ReceiptPanel personId={state.personId} />;
  return (
    <div className="tz-columns">
      <div className="tz-stack">
        <StandingPanel state={state} />
        {mayDecide && <ErasurePanel state={state} name={name} />}
      </div>
      {mayDecide && <RestrictionPanel state={state} />}
    </div>
  );
}
