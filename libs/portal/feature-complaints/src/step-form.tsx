/** The form of one step. It knows the revision it was opened on, and shows a newer one. */
import type { Complaint } from '@taizhang/contracts/views';
import {
  isProblem,
  keys,
  useComplaintStep,
  useTimeline,
  type ComplaintStep,
  type UnsentStep,
} from '@taizhang/portal/data-access';
import { PortalForm, ProblemNotice, asksToLeave, parkedOf, useTexts } from '@taizhang/portal/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { caseTexts } from './complaint.texts';
import { EventSentence } from './event-sentence';
import { bodyOf, StepFields, type StepValues } from './step-fields';

type Typed = UnsentStep<ComplaintStep, StepValues>;

type StepFormProps = Readonly<{
  step: ComplaintStep;
  title: string;
  complaint: Complaint;
  /** What was typed before the sign-in ran out. */
  typed: Typed | undefined;
  onTyped: (typed: Typed) => void;
  onDone: () => void;
  onCancel: () => void;
}>;

export function StepForm(props: StepFormProps) {
  const { step, title, complaint, typed, onTyped, onDone, onCancel } = props;
  const t = useTexts(caseTexts);
  const [form] = Form.useForm<StepValues>();
  const [seen, setSeen] = useState(typed?.revision ?? complaint.revision);
  const command = useComplaintStep(complaint.id);
  const queries = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const stale = complaint.revision > seen;

  useEffect(() => {
    place.current?.querySelector<HTMLElement>('input, textarea, [tabindex="0"], button')?.focus();
  }, []);

  function submit(values: StepValues) {
    command.mutate(
      { step, revision: seen, body: bodyOf(step, values) },
      {
        onSuccess: onDone,
        onError: (error) => {
          if (!isProblem(error, 'revision-stale')) return;
          void queries.invalidateQueries({ queryKey: keys.complaint(complaint.id) });
        },
      },
    );
  }

  return (
    <div
      className="tz-step-form"
      ref={place}
      onKeyDown={(event) => asksToLeave(event) && onCancel()}
    >
      {stale && (
        <Changed
          complaint={complaint}
          since={seen}
          onContinue={() => setSeen(complaint.revision)}
        />
      )}
      {command.error && !tellsItself(command.error, complaint) && (
        <ProblemNotice error={command.error} onRetry={() => form.submit()} />
      )}
      <PortalForm
        form={form}
        typed={typed?.values}
        onValuesChange={(_, values: StepValues) => onTyped({ step, revision: seen, values })}
        onFinish={submit}
      >
        <StepFields step={step} complaint={complaint} />
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={command.isPending} disabled={stale}>
            {title}
          </Button>
          <Button onClick={onCancel}>{t('step.cancel')}</Button>
        </div>
      </PortalForm>
    </div>
  );
}

/** What happened meanwhile is shown as soon as it is here, which it never is of what is parked. */
const tellsItself = (error: unknown, complaint: Complaint) =>
  isProblem(error, 'revision-stale') && !parkedOf(complaint);

type ChangedProps = Readonly<{ complaint: Complaint; since: number; onContinue: () => void }>;

function Changed({ complaint, since, onContinue }: ChangedProps) {
  const t = useTexts(caseTexts);
  const { data: events } = useTimeline(complaint.id);
  return (
    <div className="tz-notice tz-notice-warning" role="alert">
      <strong>{t('stale.title')}</strong>
      <p>{t('stale.detail')}</p>
      <ul>
        {events
          ?.filter(({ revision }) => revision > since)
          .map((event) => (
            <li key={event.id}>
              <EventSentence event={event} withAuthor />
            </li>
          ))}
      </ul>
      <Button onClick={onContinue}>{t('stale.continue')}</Button>
    </div>
  );
}
