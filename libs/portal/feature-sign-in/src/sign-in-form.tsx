/** User name and password; in the demonstration also who may sign in. */
import { useSignIn, type AuthMethods } from '@taizhang/portal/data-access';
import {
  PasswordInput,
  PortalForm,
  ProblemNotice,
  useLanguage,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Form, Input } from 'antd';
import { signInTexts } from './sign-in.texts';

type Credentials = { username: string; password: string };

export function SignInForm({ demo, demoPassword }: Pick<AuthMethods, 'demo' | 'demoPassword'>) {
  const t = useTexts(signInTexts);
  const [form] = Form.useForm<Credentials>();
  const signIn = useSignIn();

  return (
    <>
      {signIn.error && <ProblemNotice error={signIn.error} />}
      <PortalForm form={form} onFinish={(credentials) => signIn.mutate(credentials)}>
        <Form.Item
          name="username"
          label={t('username')}
          rules={[{ required: true, message: t('required') }]}
        >
          <Input autoFocus autoComplete="username" autoCapitalize="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('password')}
          rules={[{ required: true, message: t('required') }]}
        >
          <PasswordInput autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('submit')}
        </Button>
      </PortalForm>
      {demo.length > 0 && (
        <DemoAccounts
          demo={demo}
          password={demoPassword ?? ''}
          onChoose={(username) => {
            form.setFieldsValue({ username, password: demoPassword ?? '' });
            signIn.reset();
          }}
        />
      )}
    </>
  );
}

type DemoProps = Readonly<{
  demo: AuthMethods['demo'];
  password: string;
  onChoose: (username: string) => void;
}>;

function DemoAccounts({ demo, password, onChoose }: DemoProps) {
  const t = useTexts(signInTexts);
  const language = useLanguage();
  return (
    <section className="tz-demo" aria-label={t('demo.title')}>
      <h2>{t('demo.title')}</h2>
      <p className="tz-muted">{t('demo.hint', { password })}</p>
      <ul aria-label={t('demo.table')}>
        {demo.map(({ username, name, roleTitle, unitName }) => (
          <li key={username}>
            <button type="button" onClick={() => onChoose(username)}>
              <strong>{roleTitle[language]}</strong>
              <span>{name}</span>
              <span className="tz-muted">{unitName}</span>
              <code>{username}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
