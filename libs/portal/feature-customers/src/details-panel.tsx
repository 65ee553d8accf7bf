/** Name, telephones and address, and correcting them. */
import { customerKindTitles } from '@taizhang/contracts/intake';
import type { Customer } from '@taizhang/contracts/views';
import { isProblem, keys, useCorrectCustomerDetails, useMay } from '@taizhang/portal/data-access';
import {
  Facts,
  listed,
  Moment,
  Name,
  Panel,
  PortalForm,
  ProblemNotice,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { customerTexts } from './customers.texts';
import { arePhones, phonesOf } from './phones';

export function DetailsPanel({ customer }: Readonly<{ customer: Customer }>) {
  const t = useTexts(customerTexts);
  const mayCorrect = useMay('customer.write') && customer.processing === 'normal';
  const [editing, setEditing] = useState(false);
  return (
    <Panel
      title={t('details')}
      extra={
        mayCorrect &&
        !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('correct')}
          </Button>
        )
      }
    >
      {editing ? (
        <DetailsForm customer={customer} onDone={() => setEditing(false)} />
      ) : (
        <Details customer={customer} />
      )}
    </Panel>
  );
}

function Details({ customer }: Readonly<{ customer: Customer }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  const language = useLanguage();
  const { contacts, complaints, openComplaints, lastContactAt } = customer;
  return (
    <Facts
      items={[
        [t('name'), customer.name || '–'],
        [t('kind'), term(customerKindTitles, customer.kind)],
        [t('phones'), listed(customer.phones, language) || '–'],
        [t('address'), customer.address || '–'],
        [t('since'), <Moment key="since" at={customer.since} show="exact" />],
        [t('unit'), <Name key="unit" id={customer.unitId} />],
        [t('counts'), `${contacts} / ${complaints} / ${openComplaints}`],
        [t('last'), lastContactAt ? <Moment key="last" at={lastContactAt} show="relative" /> : '–'],
      ]}
    />
  );
}

type DetailsFormProps = Readonly<{ customer: Customer; onDone: () => void }>;
type DetailsValues = { name: string; phones: string; address: string };

function DetailsForm({ customer, onDone }: DetailsFormProps) {
  const t = useTexts(customerTexts);
  const { correct, stale, submit } = useCorrection(customer, onDone);
  return (
    <>
      {stale && (
        <div className="tz-notice tz-notice-warning" role="alert">
          <p>{t('stale')}</p>
          <Details customer={customer} />
        </div>
      )}
      {correct.error && !stale && <ProblemNotice error={correct.error} />}
      <PortalForm<DetailsValues>
        name="details"
        initialValues={{
          name: customer.name,
          phones: customer.phones.join(' '),
          address: customer.address,
        }}
        onFinish={submit}
      >
        <DetailsFields />
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={correct.isPending}>
            {t('save')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </div>
      </PortalForm>
    </>
  );
}

function DetailsFields() {
  const t = useTexts(customerTexts);
  const phonesRule = {
    validator: (_: unknown, value: string) =>
      arePhones(value) ? Promise.resolve() : Promise.reject(new Error(t('phones.wrong'))),
  };
  return (
    <>
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input autoFocus maxLength={80} />
      </Form.Item>
      <Form.Item name="phones" label={t('phones')} extra={t('phones.hint')} rules={[phonesRule]}>
        <Input inputMode="tel" />
      </Form.Item>
      <Form.Item name="address" label={t('address')}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

/** Corrects on the revision the form was opened on; a newer one is shown before it counts. */
function useCorrection(customer: Customer, onDone: () => void) {
  const queries = useQueryClient();
  const correct = useCorrectCustomerDetails();
  const [revision, setRevision] = useState(customer.revision);

  async function reload() {
    await queries.invalidateQueries({ queryKey: keys.customer(customer.id) });
    const latest = queries.getQueryData<{ customer: Customer }>(keys.customer(customer.id));
    if (latest) setRevision(latest.customer.revision);
  }

  function submit({ name, phones, address }: DetailsValues) {
    const body = { name: name.trim(), phones: phonesOf(phones), address: address.trim() };
    correct.mutate(
      { customerId: customer.id, revision, body },
      { onSuccess: onDone, onError: () => void reload() },
    );
  }

  return { correct, submit, stale: isProblem(correct.error, 'revision-stale') };
}
