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
      {customerId === null && <CustomerField />}
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

function CustomerField() {
  const t = useTexts(stepTexts);
  const required = useRequired();
  const [typed, setTyped] = useState('');
  const { data: found, isFetching } = useCustomerSearch(useDebounced(typed.trim(), 250));
  return (
    <Form.Item name="customerId" label={t('customer')} rules={required}>
      <Select
        style={{ maxWidth: 480 }}
        loading={isFetching}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={(found?.items ?? []).map(({ id, name, address }) => ({
          value: id,
          label: `${name} · ${address}`,
        }))}
      />
    </Form.Item>
  );
}
