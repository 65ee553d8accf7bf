/** Which account an inquiry is about: of the customer known, or of one that is looked up. */
import { useCustomerArchive, useCustomerSearch, useDebounced } from '@taizhang/portal/data-access';
import { useTexts } from '@taizhang/portal/ui';
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useRequired } from './fields';
import { stepTexts } from './steps.texts';

export function SupplyPointField({ customerId }: Readonly<{ customerId: string | null }>) {
  const t = useTexts(stepTexts);
  const required = useRequired();
  const chosen = Form.useWatch<string | undefined>('customerId');
  const { data: archive, isLoading } = useCustomerArchive(customerId ?? chosen);
  const points = archive?.supplyPoints ?? [];
  return (
    <>
      {customerId === null && <CustomerField chosen={archive?.customer} />}
      <Form.Item name="supplyPointId" label={t('point')} rules={required}>
        <Select
          style={{ maxWidth: 480 }}
          loading={isLoading}
          options={points.map(({ id, accountNumber, address }) => ({
            value: id,
            label: `${accountNumber} · ${address}`,
          }))}
        />
      </Form.Item>
    </>
  );
}

type Found = Readonly<{ id: string; name: string; address: string }>;

function CustomerField({ chosen }: Readonly<{ chosen: Found | undefined }>) {
  const t = useTexts(stepTexts);
  const required = useRequired();
  const [typed, setTyped] = useState('');
  const { data, isFetching } = useCustomerSearch(useDebounced(typed.trim(), 250));
  const found: readonly Found[] = data?.items ?? [];
  // Who was chosen is called by name also where nobody searched for them on this page.
  const isNew = chosen && found.every(({ id }) => id !== chosen.id);
  return (
    <Form.Item name="customerId" label={t('customer')} rules={required}>
      <Select
        style={{ maxWidth: 480 }}
        loading={isFetching}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={(isNew ? [chosen, ...found] : found).map(({ id, name, address }) => ({
          value: id,
          label: `${name} · ${address}`,
        }))}
      />
    </Form.Item>
  );
}
