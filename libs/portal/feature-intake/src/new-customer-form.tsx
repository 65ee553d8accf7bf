/** A customer nobody knew yet. */
import { customerKindTitles, type CustomerKind } from '@taizhang/contracts/intake';
import { useRegisterCustomer } from '@taizhang/portal/data-access';
import {
  ChoiceGroup,
  Field,
  isPhone,
  looksLikePhone,
  ProblemNotice,
  useOptions,
  useTexts,
  asksToLeave,
} from '@taizhang/portal/ui';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { intakeTexts } from './intake.texts';

type NewCustomerFormProps = Readonly<{
  initial: NewCustomerValues;
  onTyped: (values: NewCustomerValues) => void;
  onRegistered: (customer: Readonly<{ id: string; name: string }>) => void;
  onCancel: () => void;
}>;

export type NewCustomerValues = Readonly<{
  name: string;
  phone: string;
  kind: CustomerKind;
  address: string;
}>;

const isWrong = (phone: string) => phone !== '' && !isPhone(phone);

/** What was typed into the search is taken over. */
export const newCustomerFrom = (typed: string): NewCustomerValues => {
  const typedPhone = looksLikePhone(typed);
  const [name, phone] = typedPhone ? ['', typed] : [typed, ''];
  return { name, phone, kind: 'resident', address: '' };
};

export function NewCustomerForm(props: NewCustomerFormProps) {
  const { initial, onTyped, onRegistered, onCancel } = props;
  const t = useTexts(intakeTexts);
  const register = useRegisterCustomer();
  const [values, setValues] = useState(initial);

  function change(part: Partial<NewCustomerValues>) {
    const next = { ...values, ...part };
    setValues(next);
    onTyped(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const { phone, kind } = values;
    const name = values.name.trim();
    if (!name || isWrong(phone)) return;
    register.mutate(
      { name, kind, phones: phone ? [phone] : [], address: values.address.trim() },
      { onSuccess: ({ id }) => onRegistered({ id, name }) },
    );
  }

  return (
    <form
      className="tz-form"
      aria-label={t('new.title')}
      onSubmit={submit}
      onKeyDown={(event) => asksToLeave(event) && onCancel()}
    >
      <h3>{t('new.title')}</h3>
      {register.error && <ProblemNotice error={register.error} />}
      <NewCustomerFields values={values} onChange={change} />
      <div className="tz-row">
        <Button type="primary" htmlType="submit" loading={register.isPending}>
          {t('new.submit')}
        </Button>
        <Button onClick={onCancel}>{t('new.cancel')}</Button>
      </div>
    </form>
  );
}

type FieldsProps = Readonly<{
  values: NewCustomerValues;
  onChange: (part: Partial<NewCustomerValues>) => void;
}>;

function NewCustomerFields({ values, onChange }: FieldsProps) {
  const t = useTexts(intakeTexts);
  const { name, phone, kind, address } = values;
  const kinds = useOptions()(customerKindTitles);
  return (
    <>
      <div className="tz-form-row">
        <Field label={t('new.name')} htmlFor="new-name" required>
          <Input
            id="new-name"
            autoFocus
            required
            maxLength={80}
            value={name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        </Field>
        <Field
          label={t('new.phone')}
          htmlFor="new-phone"
          error={isWrong(phone) ? t('new.phone.form') : undefined}
        >
          <Input
            id="new-phone"
            inputMode="tel"
            value={phone}
            onChange={({ target }) => onChange({ phone: target.value.trim() })}
          />
        </Field>
        <Field label={t('new.address')} htmlFor="new-address">
          <Input
            id="new-address"
            maxLength={200}
            value={address}
            onChange={({ target }) => onChange({ address: target.value })}
          />
        </Field>
      </div>
      <Field label={t('new.kind')}>
        <ChoiceGroup
          label={t('new.kind')}
          value={kind}
          onChange={(chosen) => onChange({ kind: chosen })}
          options={kinds}
        />
      </Field>
    </>
  );
}
