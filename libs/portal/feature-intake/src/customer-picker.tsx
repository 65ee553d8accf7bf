/** Who is speaking: found by any key, registered on the spot, or anonymous. */
import { useCustomerArchive, useUnsent } from '@taizhang/portal/data-access';
import { Panel, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useImperativeHandle, useState, type Ref } from 'react';
import { CustomerSearch } from './customer-search';
import { intakeTexts } from './intake.texts';
import { newCustomerFrom, NewCustomerForm, type NewCustomerValues } from './new-customer-form';
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
  const newcomer = useNewcomer();
  const [focusNext, setFocusNext] = useState(true);

  const choose = (customer: Readonly<{ id: string; name: string }>) => {
    newcomer.end();
    change({ customer, anonymous: false });
    focusMatter();
  };
  const search = () => {
    newcomer.end();
    setFocusNext(true);
    change({ customer: null, anonymous: false });
    requestAnimationFrame(() => document.getElementById('intake-who')?.focus());
  };
  const anonymous = () => {
    newcomer.end();
    change({ customer: null, anonymous: true });
    focusMatter();
  };
  useImperativeHandle(ref, () => ({ search, register: () => newcomer.begin(''), anonymous }));

  const { customer } = draft;
  // A resumed contact knows the customer's id alone.
  const known = useCustomerArchive(customer?.id).data?.customer.name;
  return (
    <Panel title={t('who')}>
      {newcomer.values ? (
        <NewCustomerForm
          initial={newcomer.values}
          onTyped={newcomer.keep}
          onRegistered={choose}
          onCancel={newcomer.end}
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
          onNew={newcomer.begin}
          onAnonymous={anonymous}
        />
      )}
    </Panel>
  );
}

/** Somebody who is being registered; not lost where the sign-in runs out meanwhile. */
function useNewcomer() {
  const { back, keep, forget } = useUnsent<NewCustomerValues>('intake newcomer');
  const [values, setValues] = useState(back);
  return {
    values,
    keep,
    begin: (typed: string) => setValues(newCustomerFrom(typed)),
    end() {
      forget();
      setValues(undefined);
    },
  };
}

/** On to what it is about; what is filled in already is passed over. */
function focusMatter() {
  requestAnimationFrame(() => {
    const group = document.getElementById('intake-type');
    group?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
}
