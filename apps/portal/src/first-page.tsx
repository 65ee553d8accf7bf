/** Where a person starts: the first page their roles open to them. */
import { EmptyNotice, Page, useTexts } from '@taizhang/portal/ui';
import { Navigate } from 'react-router';
import { useEntries } from './navigation';
import { shellTexts } from './shell.texts';

export function FirstPage() {
  const t = useTexts(shellTexts);
  const [first] = useEntries();
  if (first) return <Navigate to={`/${first.page}`} replace />;
  return (
    <Page title={t('product')}>
      <EmptyNotice title={t('nothing.title')} hint={t('nothing.hint')} />
    </Page>
  );
}
