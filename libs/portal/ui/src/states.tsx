/** What a page shows while it has nothing to show yet, nothing at all, or a problem. */
import type { Waiting } from '@taizhang/contracts/views';
import { ownProblem, problemOf, type Problem } from '@taizhang/portal/data-access';
import { Alert, Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useLanguage } from './language';
import { ParkedNotice } from './parked';
import { Sign } from './sign';
import { useTexts, type Translate } from './texts';
import { uiTexts } from './ui.texts';

type Words = Pick<Problem, 'title' | 'detail' | 'remedy'>;

/** The API's own words where it had some; the portal's for what the portal found by itself. */
function wordsOf(problem: Problem, t: Translate<keyof typeof uiTexts.zh>): Words {
  if (problem.title) return problem;
  const code = `problem.${problem.code}` as 'problem.unexpected';
  const known = code in uiTexts.zh ? code : 'problem.unexpected';
  return {
    title: t(known),
    detail: t(`${known}.detail`, { status: problem.status }),
    remedy: t(`${known}.remedy`),
  };
}

/** The API spoke the language of that moment; after a change of language its words are foreign. */
function useIsForeign(error: unknown): boolean {
  const language = useLanguage();
  const [told, setTold] = useState({ error, language });
  if (told.error !== error) setTold({ error, language });
  return told.error === error && told.language !== language;
}

const inOwnWords = (problem: Problem): Problem =>
  problem.title ? ownProblem('told-before', problem.status) : problem;

export type ProblemNoticeProps = Readonly<{
  error: unknown;
  /** What trying again means here; without it there is no button. */
  onRetry?: (() => void) | undefined;
  /** What that is called, where it is more than trying again. */
  retry?: string;
}>;

export function ProblemNotice({ error, onRetry, retry }: ProblemNoticeProps) {
  const t = useTexts(uiTexts);
  const problem = problemOf(error);
  const foreign = useIsForeign(error);
  const { correlationId, waitSeconds } = problem;
  const { title, detail, remedy } = wordsOf(foreign ? inOwnWords(problem) : problem, t);
  return (
    <Alert
      type="error"
      showIcon
      icon={<Sign of="fault" />}
      role="alert"
      className="tz-problem"
      title={title}
      description={
        <>
          {detail && <p>{detail}</p>}
          {remedy && <p>{remedy}</p>}
          {waitSeconds !== null && <p>{t('problem.wait', { seconds: waitSeconds })}</p>}
          {problem.errors.length > 0 && !foreign && (
            <ul>
              {problem.errors.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  {path && <code>{path}</code>} {message}
                </li>
              ))}
            </ul>
          )}
          <p className="tz-muted tz-small">
            {t('problem.code')} <code lang="en">{problem.code}</code>
            {correlationId && (
              <>
                {' · '}
                {t('problem.correlation')} <code>{correlationId}</code>
              </>
            )}
          </p>
        </>
      }
      action={onRetry && <Button onClick={onRetry}>{retry ?? t('retry')}</Button>}
    />
  );
}

export type EmptyNoticeProps = Readonly<{
  title: string;
  /** What fills this place, and how. */
  hint?: ReactNode;
  action?: ReactNode;
}>;

export function EmptyNotice({ title, hint, action }: EmptyNoticeProps) {
  return (
    <div className="tz-empty">
      <p className="tz-empty-title">{title}</p>
      {hint && <p className="tz-muted">{hint}</p>}
      {action}
    </div>
  );
}

export function Waiting({ rows = 4 }: Readonly<{ rows?: number }>) {
  const t = useTexts(uiTexts);
  return (
    <div role="status" aria-label={t('loading')} className="tz-waiting">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

type Answer<Data> = Readonly<{
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
  /** Of a list of several pages; any other answer says of itself what of it is parked. */
  parked?: Waiting | undefined;
}>;

export type ShownProps<Data> = Readonly<{
  answer: Answer<Data>;
  rows?: number;
  /** What is parked is told elsewhere on the page already. */
  parkedTold?: boolean;
  children: (data: Data) => ReactNode;
}>;

/** An answer in its three states. What was there stays below the problem of a failed refresh. */
export function Shown<Data>({ answer, rows, parkedTold, children }: ShownProps<Data>) {
  const { data, error, refetch } = answer;
  const retry = () => void refetch();
  return (
    <>
      {error != null && <ProblemNotice error={error} onRetry={retry} />}
      {!parkedTold && <ParkedNotice of={answer.parked ? answer : data} />}
      {data !== undefined && children(data)}
      {data === undefined && error == null && <Waiting {...(rows ? { rows } : {})} />}
    </>
  );
}
