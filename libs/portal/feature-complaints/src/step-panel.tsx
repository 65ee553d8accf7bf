/** The one next step as a button, the others in a menu, and the form of the chosen one. */
import type { Complaint } from '@taizhang/contracts/views';
import { usePrincipal, type ComplaintStep } from '@taizhang/portal/data-access';
import { useStepBar, useTexts } from '@taizhang/portal/ui';
import { Button, Dropdown } from 'antd';
import type { Ref } from 'react';
import { caseTexts } from './complaint.texts';
import type { StepValues } from './step-fields';
import { StepForm } from './step-form';
import { nextSteps } from './steps';

export function Steps({ complaint }: Readonly<{ complaint: Complaint }>) {
  const t = useTexts(caseTexts);
  const principal = usePrincipal();
  const { primary, others, waiting } = nextSteps(complaint, principal);
  const { open, done, typed, keep, choose, finish, cancel, nextButton, otherButton } = useStepBar<
    ComplaintStep,
    StepValues
  >(complaint.id, primary);
  const titleOf = useStepTitle(complaint);

  return (
    <section className="tz-panel tz-steps" aria-label={t('step.next')}>
      <div className="tz-row">
        {primary && (
          <Button
            ref={nextButton}
            type="primary"
            size="large"
            aria-expanded={open === primary}
            onClick={() => choose(primary)}
          >
            {titleOf(primary)}
          </Button>
        )}
        {waiting && <span className="tz-muted">{t(`waiting.${waiting}`)}</span>}
        {others.length > 0 && (
          <OtherSteps steps={others} titleOf={titleOf} onChoose={choose} button={otherButton} />
        )}
        <span role="status" className="tz-done">
          {done && `✓ ${t('step.done', { step: done })}`}
        </span>
      </div>
      {open && (
        <StepForm
          key={open}
          step={open}
          title={titleOf(open)}
          complaint={complaint}
          typed={typed}
          onTyped={keep}
          onDone={() => finish(titleOf(open))}
          onCancel={cancel}
        />
      )}
    </section>
  );
}

type OtherStepsProps = Readonly<{
  steps: readonly ComplaintStep[];
  titleOf: (step: ComplaintStep) => string;
  onChoose: (step: ComplaintStep) => void;
  button: Ref<HTMLButtonElement>;
}>;

function OtherSteps({ steps, titleOf, onChoose, button }: OtherStepsProps) {
  const t = useTexts(caseTexts);
  const items = steps.map((step) => ({ key: step, label: titleOf(step) }));
  const onClick = ({ key }: { key: string }) => onChoose(key as ComplaintStep);
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick }}>
      <Button ref={button} size="large" aria-haspopup="menu">
        {t('step.more')} ▾
      </Button>
    </Dropdown>
  );
}

/** Accepting what a colleague handles is called by its name. */
function useStepTitle({ handlerId, status }: Complaint) {
  const t = useTexts(caseTexts);
  const takesOver = handlerId !== null && status !== 'dispatched';
  return (step: ComplaintStep) =>
    t(step === 'acceptance' && takesOver ? 'step.take-over' : `step.${step}`);
}
