import { EmptyNotice, Page, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { shellTexts } from './shell.texts';

export function NotFound() {
  const t = useTexts(shellTexts);
  return (
    <Page title={t('not-found.title')}>
      <EmptyNotice title={t('not-found.hint')} action={<Link to="/">{t('not-found.home')}</Link>} />
    </Page>
  );
}
