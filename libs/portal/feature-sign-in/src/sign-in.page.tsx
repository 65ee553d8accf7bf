/** The door: built-in sign-in, the company's sign-on, and a new password where one is due. */
import { useAuthMethods, useSession, useSessionRanOut } from '@taizhang/portal/data-access';
import { changeLanguage, Shown, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { CompanySignOn } from './company-sign-on';
import { safeAddress } from './next-address';
import { PasswordChange } from './password-change';
import { SignInForm } from './sign-in-form';
import { signInTexts } from './sign-in.texts';
import './sign-in.css';

export function SignInPage() {
  const t = useTexts(signInTexts);
  const session = useSession();
  const ranOut = useSessionRanOut();
  const [search] = useSearchParams();
  const methods = useAuthMethods();

  if (session?.principal.mustChangePassword) {
    return (
      <Door title={t('change.title')}>
        <PasswordChange />
      </Door>
    );
  }
  // The staff id is empty for the moment in which the company's token is being looked up.
  if (session?.principal.staffId) return <Navigate to={safeAddress(search.get('next'))} replace />;

  return (
    <Door title={t('title')}>
      {ranOut && (
        <p className="tz-notice tz-notice-warning" role="status">
          {t('ran-out')}
        </p>
      )}
      <Shown answer={methods}>
        {({ builtIn, oidc, demo, demoPassword }) => (
          <>
            {builtIn && <SignInForm demo={demo} demoPassword={demoPassword} />}
            {oidc && <CompanySignOn {...oidc} />}
          </>
        )}
      </Shown>
    </Door>
  );
}

function Door({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  const t = useTexts(signInTexts);
  const language = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <main className="tz-door">
      <div className="tz-door-card">
        <div className="tz-door-head">
          <img src="/icon.svg" alt="" width="40" height="40" />
          <div>
            <p className="tz-door-product">{t('product')}</p>
            <p className="tz-muted">{t('claim')}</p>
          </div>
          <Button
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => changeLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {t('language')}
          </Button>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
