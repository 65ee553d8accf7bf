/** One call: the number, what the customer says, or why they were not reached. */
import { attemptOutcomeTitles, scoreTitles } from '@taizhang/contracts/assessment';
import type { AttemptOutcome } from '@taizhang/contracts/assessment';
import type { Callback } from '@taizhang/contracts/views';
import { useCallbackStep, useCustomerArchive } from '@taizhang/portal/data-access';
import {
  ChoiceGroup,
  Facts,
  Field,
  listed,
  Name,
  Panel,
  ProblemNotice,
  ProcessingBadge,
  TitledCaseLink,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { assessmentTexts } from './assessment.texts';

const scores = ['5', '4', '3', '2', '1'] as const;
type Choice = (typeof scores)[number] | 'unrated';
const outcomes: readonly AttemptOutcome[] = ['no-answer', 'busy', 'wrong-number'];

type CallPanelProps = Readonly<{ callback: Callback; onDone: () => void }>;

export function CallPanel({ callback, onDone }: CallPanelProps) {
  const t = useTexts(assessmentTexts);
  const term = useTerm();
  const [choice, setChoice] = useState<Choice>();
  const [comment, setComment] = useState('');
  const step = useCallbackStep();
  const { id, revision } = callback;
  const send = (name: 'attempts' | 'score', body: object) =>
    step.mutate({ id, revision, step: name, body }, { onSuccess: onDone });
  const options = [
    ...scores.map((value) => ({ value, label: term(scoreTitles, value) })),
    { value: 'unrated' as const, label: t('call.unrated') },
  ];
  return (
    <Panel title={t('call.title')} extra={<Button onClick={onDone}>{t('close')}</Button>}>
      <div className="tz-stack">
        <WhoToCall callback={callback} />
        {step.error && <ProblemNotice error={step.error} />}
        <Field label={t('call.score')}>
          <ChoiceGroup<Choice>
            label={t('call.score')}
            options={options}
            value={choice}
            onChange={setChoice}
          />
        </Field>
        <p className="tz-muted tz-small">{t('call.dissatisfied')}</p>
        <Field label={t('call.comment')} htmlFor="call-comment">
          <Input.TextArea
            id="call-comment"
            rows={2}
            maxLength={4000}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        </Field>
        <div className="tz-row">
          <Button
            type="primary"
            disabled={choice === undefined}
            loading={step.isPending}
            onClick={() =>
              send('score', { score: choice === 'unrated' ? null : Number(choice), comment })
            }
          >
            {t('call.reached')}
          </Button>
          <NotReached
            disabled={step.isPending}
            onChoose={(outcome) => send('attempts', { outcome, note: comment })}
          />
        </div>
      </div>
    </Panel>
  );
}

type NotReachedProps = Readonly<{
  disabled: boolean;
  onChoose: (outcome: AttemptOutcome) => void;
}>;

function NotReached({ disabled, onChoose }: NotReachedProps) {
  const t = useTexts(assessmentTexts);
  const term = useTerm();
  return (
    <>
      <span className="tz-muted">{t('call.or')}</span>
      {outcomes.map((outcome) => (
        <Button key={outcome} disabled={disabled} onClick={() => onChoose(outcome)}>
          {term(attemptOutcomeTitles, outcome)}
        </Button>
      ))}
    </>
  );
}

function WhoToCall({ callback }: Readonly<{ callback: Callback }>) {
  const t = useTexts(assessmentTexts);
  const language = useLanguage();
  const { caseId, customerId, handlerId, attempts, attemptsMax } = callback;
  const { data } = useCustomerArchive(customerId);
  return (
    <Facts
      items={[
        [t('column.case'), <TitledCaseLink key="case" id={caseId} />],
        [
          t('column.customer'),
          data && (
            <span key="customer">
              {data.customer.name || data.customer.id}{' '}
              <ProcessingBadge processing={data.customer.processing} />
            </span>
          ),
        ],
        [t('call.phones'), data && (listed(data.customer.phones, language) || '–')],
        [t('column.handler'), <Name key="handler" id={handlerId} />],
        [t('column.state'), t('attempts', { count: attempts, most: attemptsMax })],
      ]}
    />
  );
}
