/** A one-time password is replaced before anything else. */
import { session, useChangePassword } from '@taizhang/portal/data-access';
import { PasswordInput, PortalForm, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { Button, Form } from 'antd';
import { signInTexts } from './sign-in.texts';

const shortest = 10;

export function PasswordChange() {
  const t = useTexts(signInTexts);
  const change = useChangePassword();
  return (
    <>
      <p className="tz-muted">{t('change.hint')}</p>
      {change.error && <ProblemNotice error={change.error} />}
      <PortalForm<{ current: string; next: string }>
        onFinish={({ current, next }) => change.mutate({ current, next })}
      >
        <Form.Item
          name="current"
          label={t('change.current')}
          rules={[{ required: true, message: t('required') }]}
        >
          <PasswordInput autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('change.next')}
          rules={[{ required: true, min: shortest, message: t('change.short') }]}
        >
          <PasswordInput autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('change.repeat')}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('change.differs'))),
            }),
          ]}
        >
          <PasswordInput autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={change.isPending}>
          {t('change.submit')}
        </Button>
        <Button type="link" block onClick={() => session.end()}>
          {t('change.sign-out')}
        </Button>
      </PortalForm>
    </>
  );
}
