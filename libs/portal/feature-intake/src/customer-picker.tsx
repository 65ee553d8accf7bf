/** Who is speaking: found by any key, registered on the spot, or anonymous. */
import { useCustomerArchive } from '@taizhang/portal/data-access';
import { Panel, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useImperativeHandle, useState, type Ref } from 'react';
import { CustomerSearch } from './customer-search';
import { intakeTexts } from './intake.texts';
import { NewCustomerForm } from './new-customer-form';
import type { IntakeDesk } from './use-intake-desk';

export type CustomerPickerHandle = Readonly<{
  search: () => void;
  register: () => void;
  anonymous: () => void;
}>;

type CustomerPickerProps = Readonly<{ desk: IntakeDesk; ref: Ref<CustomerPickerHandle> }>;

export function CustomerPicker({ desk, ref }: CustomerPickerProps) {
  const t = useTexts(intakeTexts);
  const { draft, change, missing } = desk;
  const [registering, setRegistering] = useState<string>();
  const [focusNext, setFocusNext] = useState(true);

  const choose = (customer: Readonly<{ id: string; name: string }>) => {
    setRegistering(undefined);
    change({ customer, anonymous: false });
    focusMatter();
  };
  const search = () => {
    setRegistering(undefined);
    setFocusNext(true);
    change({ customer: null, anonymous: false });
    requestAnimationFrame(() => document.getElementById('intake-who')?.focus());
  };
  const anonymous = () => {
    setRegistering(undefined);
    change({ customer: null, anonymous: true });
    focusMatter();
  };
  useImperativeHandle(ref, () => ({ search, register: () => setRegistering(''), anonymous }));

  const { customer } = draft;
  // A resumed contact knows the customer's id alone.
  const known = useCustomerArchive(customer?.id).data?.customer.name;
  return (
    <Panel title={t('who')}>
      {registering !== undefined ? (
        <NewCustomerForm
          typed={registering}
          onRegistered={choose}
          onCancel={() => setRegistering(undefined)}
        />
      ) : customer || draft.anonymous ? (
        <div className="tz-chosen">
          <strong>
            {customer ? customer.name || known || customer.id : t('who.anonymous.chosen')}
          </strong>
          {customer && <span className="tz-muted tz-id">{customer.id}</span>}
          <Button size="small" onClick={search}>
            {t('who.change')}
          </Button>
        </div>
      ) : (
        <CustomerSearch
          autoFocus={focusNext}
          error={missing.includes('who') ? t('missing.who') : undefined}
          onChoose={choose}
          onNew={setRegistering}
          onAnonymous={anonymous}
        />
      )}
    </Panel>
  );
}

/** On to what it is about; what is filled in already is passed over. */
function focusMatter() {
  requestAnimationFrame(() => {
    const group = document.getElementById('intake-type');
    group?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
}
