/** Sign-in with the company's own accounts (OpenID Connect, authorization code with PKCE). */
import { ProblemNotice, useTexts, Waiting } from '@taizhang/portal/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { completeSignOn, departForSignOn } from './openid-connect';
import { safeAddress } from './next-address';
import { signInTexts } from './sign-in.texts';

export function CompanySignOn({
  issuer,
  clientId,
}: Readonly<{ issuer: string; clientId: string }>) {
  const t = useTexts(signInTexts);
  const [search, setSearch] = useSearchParams();
  const code = search.get('code');
  const depart = useMutation({
    mutationFn: () => departForSignOn({ issuer, clientId }, safeAddress(search.get('next'))),
  });
  const { mutate: complete, ...arrival } = useMutation({
    mutationFn: () => completeSignOn({ issuer, clientId }, search),
    onSuccess: (next) => setSearch({ next }, { replace: true }),
  });

  const begun = useRef(false);
  useEffect(() => {
    if (!code || begun.current) return;
    begun.current = true; // a code may be spent once
    complete();
  }, [code, complete]);

  if (code && !arrival.error) {
    return (
      <>
        <p>{t('sso.returning')}</p>
        <Waiting rows={1} />
      </>
    );
  }
  const error = arrival.error ?? depart.error;
  return (
    <div className="tz-sso">
      {error && <ProblemNotice error={error} />}
      <Button block loading={depart.isPending} onClick={() => depart.mutate()}>
        {t('sso')}
      </Button>
    </div>
  );
}
