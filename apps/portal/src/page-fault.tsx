/** A page that threw, or whose code did not come. */
import { ownProblem, ProblemError } from '@taizhang/portal/data-access';
import { Page, ProblemNotice, useTexts, Waiting } from '@taizhang/portal/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { isMissingCode, whyMissingHere, type Missing } from './release';
import { shellTexts } from './shell.texts';

const reload = () => window.location.reload();

export function PageFault() {
  const t = useTexts(shellTexts);
  const error = useRouteError();
  if (isMissingCode(error)) return <MissingPage />;
  return (
    <Fault title={t('fault.title')}>
      <ProblemNotice error={error} onRetry={reload} retry={t('reload')} />
    </Fault>
  );
}

/** A newer release loads by itself; a window that would only become empty is left as it is. */
function MissingPage() {
  const t = useTexts(shellTexts);
  const [attempt, setAttempt] = useState(0);
  const [why, setWhy] = useState<Missing>();
  useEffect(() => {
    const left = new AbortController();
    void whyMissingHere(left.signal).then((found) => {
      if (left.signal.aborted) return;
      const comes = found === 'newer' || (attempt > 0 && found !== 'unreachable');
      if (comes) reload();
      else setWhy(found);
    });
    return () => left.abort();
  }, [attempt]);

  const again = () => {
    setWhy(undefined);
    setAttempt(attempt + 1);
  };
  if (!why) {
    return (
      <Fault title={t('missing.title')}>
        <Waiting rows={4} />
      </Fault>
    );
  }
  return (
    <Fault title={t('missing.title')}>
      <ProblemNotice error={problems[why]} onRetry={again} retry={t('reload')} />
    </Fault>
  );
}

const problems = {
  unreachable: new ProblemError(ownProblem('page-unreachable', 0)),
  newer: null,
  broken: new ProblemError(ownProblem('page-missing', 0)),
} as const satisfies Record<Missing, ProblemError | null>;

function Fault({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <div style={{ padding: 16 }}>
      <Page title={title}>{children}</Page>
    </div>
  );
}
