/** A customer nobody knew yet; what was typed into the search is taken over. */
import { customerKindTitles, type CustomerKind } from '@taizhang/contracts/intake';
import { useRegisterCustomer } from '@taizhang/portal/data-access';
import {
  ChoiceGroup,
  Field,
  isPhone,
  looksLikePhone,
  ProblemNotice,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { intakeTexts } from './intake.texts';

type NewCustomerFormProps = Readonly<{
  typed: string;
  onRegistered: (customer: Readonly<{ id: string; name: string }>) => void;
  onCancel: () => void;
}>;

export function NewCustomerForm({ typed, onRegistered, onCancel }: NewCustomerFormProps) {
  const t = useTexts(intakeTexts);
  const term = useTerm();
  const register = useRegisterCustomer();
  const [name, setName] = useState(looksLikePhone(typed) ? '' : typed);
  const [phone, setPhone] = useState(looksLikePhone(typed) ? typed : '');
  const [kind, setKind] = useState<CustomerKind>('resident');
  const [address, setAddress] = useState('');
  const phoneIsWrong = phone !== '' && !isPhone(phone);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim() || phoneIsWrong) return;
    register.mutate(
      { name: name.trim(), kind, phones: phone ? [phone] : [], address: address.trim() },
      { onSuccess: ({ id }) => onRegistered({ id, name: name.trim() }) },
    );
  }

  return (
    <form
      className="tz-form"
      aria-label={t('new.title')}
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
    >
      <h3>{t('new.title')}</h3>
      {register.error && <ProblemNotice error={register.error} />}
      <div className="tz-form-row">
        <Field label={t('new.name')} htmlFor="new-name" required>
          <Input
            id="new-name"
            autoFocus
            required
            maxLength={80}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <Field
          label={t('new.phone')}
          htmlFor="new-phone"
          error={phoneIsWrong ? t('new.phone.form') : undefined}
        >
          <Input
            id="new-phone"
            inputMode="tel"
            value={phone}
            onChange={({ target }) => setPhone(target.value.trim())}
          />
        </Field>
        <Field label={t('new.address')} htmlFor="new-address">
          <Input
            id="new-address"
            maxLength={200}
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
        </Field>
      </div>
      <Field label={t('new.kind')}>
        <ChoiceGroup
          label={t('new.kind')}
          value={kind}
          onChange={setKind}
          options={(Object.keys(customerKindTitles) as CustomerKind[]).map((value) => ({
            value,
            label: term(customerKindTitles, value),
          }))}
        />
      </Field>
      <div className="tz-row">
        <Button type="primary" htmlType="submit" loading={register.isPending}>
          {t('new.submit')}
        </Button>
        <Button onClick={onCancel}>{t('new.cancel')}</Button>
      </div>
    </form>
  );
}
