/** Where the customer is supplied, on which account, by which meter. */
import { areaTitles, type Area } from '@taizhang/contracts/intake';
import type { Customer, SupplyPoint } from '@taizhang/contracts/views';
import { useConnectSupplyPoint, useMay } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Facts,
  Panel,
  PortalForm,
  ProblemNotice,
  useOptions,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { customerTexts } from './customers.texts';

type PointsProps = Readonly<{ customer: Customer; points: readonly SupplyPoint[] }>;

export function SupplyPointsPanel({ customer, points }: PointsProps) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  const mayAdd = useMay('customer.write') && customer.processing === 'normal';
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t('points')}
      extra={
        mayAdd &&
        !adding && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('points.add')}
          </Button>
        )
      }
    >
      {points.length === 0 && !adding && (
        <EmptyNotice title={t('points.none')} hint={t('points.none.hint')} />
      )}
      <ul className="tz-points">
        {points.map(({ id, accountNumber, meterNumber, address, area }) => (
          <li key={id}>
            <Facts
              items={[
                [t('point.account'), accountNumber],
                [t('point.meter'), meterNumber],
                [t('point.address'), address],
                [t('point.area'), term(areaTitles, area)],
              ]}
            />
          </li>
        ))}
      </ul>
      {adding && <PointForm customer={customer} onDone={() => setAdding(false)} />}
    </Panel>
  );
}

type PointValues = { accountNumber: string; meterNumber: string; address: string; area: Area };
type PointFormProps = Readonly<{ customer: Customer; onDone: () => void }>;

function PointForm({ customer, onDone }: PointFormProps) {
  const t = useTexts(customerTexts);
  const areas = useOptions()(areaTitles);
  const connect = useConnectSupplyPoint();
  const number = { pattern: /^[0-9A-Z-]{4,20}$/, required: true, message: t('point.number') };
  const submit = (body: PointValues) =>
    connect.mutate(
      { customerId: customer.id, revision: customer.revision, body },
      { onSuccess: onDone },
    );
  return (
    <>
      {connect.error && <ProblemNotice error={connect.error} />}
      <PortalForm<PointValues>
        name="supply-point"
        initialValues={{ address: customer.address, area: 'urban' }}
        onFinish={submit}
      >
        <Form.Item name="accountNumber" label={t('point.account')} rules={[number]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="meterNumber" label={t('point.meter')} rules={[number]}>
          <Input />
        </Form.Item>
        <Form.Item
          name="address"
          label={t('point.address')}
          rules={[{ required: true, whitespace: true, message: t('required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="area" label={t('point.area')}>
          <Select options={areas} />
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={connect.isPending}>
            {t('save')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </div>
      </PortalForm>
    </>
  );
}
