/** The form of one step, sent for the revision it was opened on. */
import { isProblem } from '@taizhang/portal/data-access';
import { PortalForm, ProblemNotice, useTexts, asksToLeave } from '@taizhang/portal/ui';
import { Button, Form } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { StepValues } from './bodies';
import type { StepEnds } from './step-bar';
import { stepTexts } from './steps.texts';

type StepFormProps = Omit<StepEnds, 'onDone'> &
  Readonly<{
    title: string;
    /** The revision of what is looked at now; a newer one is said before it is acted on. */
    revision: number;
    problem: unknown;
    pending: boolean;
    send: (values: StepValues, revision: number) => void;
    children: ReactNode;
  }>;

export function StepForm(props: StepFormProps) {
  const { title, revision, problem, pending, send, typed, onTyped, onCancel, children } = props;
  const t = useTexts(stepTexts);
  const [form] = Form.useForm<StepValues>();
  const [seen, setSeen] = useState(typed?.revision ?? revision);
  const place = useRef<HTMLDivElement>(null);
  const stale = revision > seen || isProblem(problem, 'revision-stale');

  useEffect(() => {
    place.current?.querySelector<HTMLElement>('input, textarea, [tabindex="0"], button')?.focus();
  }, []);

  return (
    <div
      className="tz-billing-form"
      ref={place}
      onKeyDown={(event) => asksToLeave(event) && onCancel()}
    >
      {stale && (
        <div className="tz-notice tz-notice-warning" role="alert">
          <p>{t('stale')}</p>
          <Button onClick={() => setSeen(revision)}>{t('continue')}</Button>
        </div>
      )}
      {problem && !isProblem(problem, 'revision-stale') ? (
        <ProblemNotice error={problem as Error} onRetry={() => form.submit()} />
      ) : null}
      <PortalForm
        form={form}
        typed={typed?.values}
        onValuesChange={(_, values: StepValues) => onTyped({ revision: seen, values })}
        onFinish={(values: StepValues) => send(values, seen)}
      >
        {children}
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={pending} disabled={revision > seen}>
            {title}
          </Button>
          <Button onClick={onCancel}>{t('cancel')}</Button>
        </div>
      </PortalForm>
    </div>
  );
}
