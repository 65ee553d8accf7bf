import { roles, roleTitles, type Role, type UnitId } from '@taizhang/contracts/organisation';
import type { StaffMember } from '@taizhang/contracts/views';
import {
  useRegisterStaffMember,
  useStaff,
  useUnits,
  type RegisteredStaffMember,
} from '@taizhang/portal/data-access';
import {
  Badge,
  EmptyNotice,
  Name,
  Panel,
  PortalForm,
  ProblemNotice,
  Shown,
  Table,
  namedOptions,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { OneTimePassword } from './one-time-password';
import { organisationTexts } from './organisation.texts';

type Registered = Readonly<{ name: string; account: RegisteredStaffMember }>;

export function StaffPanel() {
  const t = useTexts(organisationTexts);
  const answer = useStaff();
  const [registering, setRegistering] = useState(false);
  const [registered, setRegistered] = useState<Registered>();
  return (
    <Panel
      title={t('staff')}
      extra={
        !registering && (
          <Button type="primary" onClick={() => setRegistering(true)}>
            {t('staff.register')}
          </Button>
        )
      }
    >
      {registering && (
        <StaffForm
          onDone={(done) => {
            setRegistering(false);
            setRegistered(done);
          }}
        />
      )}
      {registered && <OneTimePassword {...registered} onClose={() => setRegistered(undefined)} />}
      <Shown answer={answer} rows={8}>
        {(staff) =>
          staff.length === 0 ? (
            <EmptyNotice title={t('staff.none')} hint={t('staff.none.hint')} />
          ) : (
            <StaffTable staff={staff} />
          )
        }
      </Shown>
    </Panel>
  );
}

function StaffTable({ staff }: Readonly<{ staff: readonly StaffMember[] }>) {
  const t = useTexts(organisationTexts);
  const term = useTerm();
  return (
    <Table
      label={t('staff')}
      rows={staff}
      keyOf={({ id }) => id}
      title={(column) => t(`staff.${column}`)}
      heading="name"
      cells={{
        name: ({ id, name }) => name || id,
        unit: ({ unitId }) => <Name id={unitId} />,
        roles: (member) => member.roles.map((role) => term(roleTitles, role)).join(' · ') || '–',
        state: ({ active }) => (
          <Badge tone={active ? 'success' : 'neutral'}>
            {t(active ? 'staff.active' : 'staff.left')}
          </Badge>
        ),
      }}
    />
  );
}

type StaffValues = { name: string; username: string; unitId: UnitId; roles: Role[] };
type StaffFormProps = Readonly<{ onDone: (registered?: Registered) => void }>;

function StaffForm({ onDone }: StaffFormProps) {
  const t = useTexts(organisationTexts);
  const term = useTerm();
  const register = useRegisterStaffMember();
  const { data: units = [] } = useUnits();
  const required = { required: true, message: t('required') };
  return (
    <>
      {register.error && <ProblemNotice error={register.error} />}
      <PortalForm<StaffValues>
        name="staff"
        className="tz-inline-form"
        onFinish={(values) =>
          register.mutate(values, {
            onSuccess: (account) => onDone({ name: values.name, account }),
          })
        }
      >
        <Form.Item name="name" label={t('staff.name')} rules={[{ ...required, whitespace: true }]}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item
          name="username"
          label={t('staff.username')}
          rules={[
            {
              required: true,
              pattern: /^[a-z][a-z0-9.-]{1,31}$/,
              message: t('staff.username.form'),
            },
          ]}
        >
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="unitId" label={t('staff.unit')} rules={[required]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={namedOptions(units)} />
        </Form.Item>
        <Form.Item name="roles" label={t('staff.roles')} rules={[required]}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={roles.map((value) => ({ value, label: term(roleTitles, value) }))}
          />
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            {t('save')}
          </Button>
          <Button onClick={() => onDone()}>{t('cancel')}</Button>
        </div>
      </PortalForm>
    </>
  );
}
