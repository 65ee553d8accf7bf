import type { UnitId, UnitKind } from '@taizhang/contracts/organisation';
import type { Unit } from '@taizhang/contracts/views';
import { useOpenUnit, useUnits } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Panel,
  PortalForm,
  ProblemNotice,
  Shown,
  namedOptions,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { organisationTexts } from './organisation.texts';
import { asTree } from './unit-tree';

export function UnitsPanel() {
  const t = useTexts(organisationTexts);
  const answer = useUnits();
  const [opening, setOpening] = useState(false);
  return (
    <Panel
      title={t('units')}
      extra={!opening && <Button onClick={() => setOpening(true)}>{t('unit.open')}</Button>}
    >
      <Shown answer={answer}>
        {(units) => (
          <>
            {opening && <UnitForm units={units} onDone={() => setOpening(false)} />}
            {units.length === 0 && !opening && (
              <EmptyNotice title={t('units.none')} hint={t('units.none.hint')} />
            )}
            <ul className="tz-lines">
              {asTree(units).map(({ unit, depth }) => (
                <li key={unit.id} style={{ paddingInlineStart: depth * 18 }}>
                  <span className="tz-line-main">{unit.name}</span>
                  <span className="tz-muted">{t(`kind.${unit.kind}`)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Shown>
    </Panel>
  );
}

type UnitFormProps = Readonly<{ units: readonly Unit[]; onDone: () => void }>;
type UnitValues = { name: string; kind: UnitKind; parentId: UnitId | '' };

const kinds: readonly UnitKind[] = ['hall', 'hotline', 'team', 'company'];

function UnitForm({ units, onDone }: UnitFormProps) {
  const t = useTexts(organisationTexts);
  const open = useOpenUnit();
  return (
    <>
      {open.error && <ProblemNotice error={open.error} />}
      <PortalForm<UnitValues>
        name="unit"
        className="tz-inline-form"
        initialValues={{ kind: 'hall', parentId: '' }}
        onFinish={({ name, kind, parentId }) =>
          open.mutate({ name, kind, parentId: parentId || null }, { onSuccess: onDone })
        }
      >
        <Form.Item
          name="name"
          label={t('unit.name')}
          rules={[{ required: true, whitespace: true, message: t('required') }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label={t('unit.kind')}>
          <Select options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="parentId" label={t('unit.parent')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: t('unit.parent.none') }, ...namedOptions(units)]}
          />
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={open.isPending}>
            {t('save')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </div>
      </PortalForm>
    </>
  );
}
