/** The end of the form: what went wrong, and the buttons. */
import { isProblem } from '@taizhang/portal/data-access';
import { Keys, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { destinationOf } from './draft';
import { intakeTexts } from './intake.texts';
import type { IntakeDesk } from './use-intake-desk';

type SubmissionProps = Readonly<{ desk: IntakeDesk; onSubmit: () => void }>;

export function Submission({ desk, onSubmit }: SubmissionProps) {
  const t = useTexts(intakeTexts);
  const { draft, submission, abandonment, stale } = desk;
  const isSettled = stale === 'settled';
  const open = isSettled ? null : draft.contact;
  return (
    <div className="tz-stack">
      {stale ? (
        <p className="tz-notice tz-notice-warning" role="alert">
          <strong>{t('stale.title')}</strong> {t(isSettled ? 'stale.settled' : 'stale.detail')}
        </p>
      ) : (
        <WentWrong desk={desk} />
      )}
      {open && !submission.isPending && (
        <p className="tz-notice">{t('draft.opened', { id: open.id })}</p>
      )}
      <div className="tz-row">
        <Button
          type="primary"
          size="large"
          loading={submission.isPending}
          disabled={isSettled}
          onClick={onSubmit}
        >
          {t(
            draft.outcome === 'route'
              ? `submit.route.${destinationOf(draft.type) ?? 'complaints'}`
              : `submit.${draft.outcome}`,
          )}{' '}
          <Keys keys="Ctrl+Enter" />
        </Button>
        <Button
          size="large"
          disabled={submission.isPending || isSettled}
          onClick={() => desk.submit('keep')}
        >
          {t('keep')}
        </Button>
        {open && (
          <Button
            size="large"
            danger
            loading={abandonment.isPending}
            onClick={() => abandonment.mutate(open)}
          >
            {t('abandon')}
          </Button>
        )}
        <Button size="large" type="text" onClick={desk.clear}>
          {t('clear')}
        </Button>
        <span className="tz-muted tz-small">{t('draft.kept')}</span>
      </div>
    </div>
  );
}

/** Of a contact that changed meanwhile it is looked up how, and said if that fails. */
function WentWrong({
  desk: { submission, abandonment, refreshing, submit },
}: {
  desk: IntakeDesk;
}) {
  if (refreshing.error) {
    const onRetry = () => refreshing.mutate(refreshing.variables);
    return <ProblemNotice error={refreshing.error} onRetry={onRetry} />;
  }
  const error = submission.error ?? abandonment.error;
  if (!error || isProblem(error, 'revision-stale')) return null;
  const onRetry = submission.error ? () => submit(submission.variables) : undefined;
  return <ProblemNotice error={error} onRetry={onRetry} />;
}
