/** A page that threw, or a part of it that a newer release no longer has. */
import { ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { useRouteError } from 'react-router';
import { shellTexts } from './shell.texts';

export function PageFault() {
  const t = useTexts(shellTexts);
  const error = useRouteError();
  return (
    <div className="tz-page" style={{ padding: 16 }}>
      <h1>{t('fault.title')}</h1>
      <ProblemNotice error={error} onRetry={() => window.location.reload()} />
    </div>
  );
}
