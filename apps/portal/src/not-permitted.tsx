import { EmptyNotice, Page, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { shellTexts } from './shell.texts';

export function NotPermitted() {
  const t = useTexts(shellTexts);
  return (
    <Page title={t('not-permitted.title')}>
      <EmptyNotice
        title={t('not-permitted.hint')}
        action={<Link to="/">{t('not-found.home')}</Link>}
      />
    </Page>
  );
}
