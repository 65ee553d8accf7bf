/** The one next step as a button, the others in a menu, and the form of the chosen one. */
import type { UnsentStep } from '@taizhang/portal/data-access';
import { useStepBar, useTexts } from '@taizhang/portal/ui';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import type { StepValues } from './bodies';
import { stepTexts } from './steps.texts';
import type { Next } from './steps';

/** What the form of a step has to do with the bar it was opened from. */
export type StepEnds = Readonly<{
  /** What was typed before the sign-in ran out, and the revision it was decided on. */
  typed: Typed | undefined;
  onTyped: (typed: Typed) => void;
  onDone: () => void;
  onCancel: () => void;
}>;
type Typed = Omit<UnsentStep<string, StepValues>, 'step'>;

type StepBarProps<Step extends string> = Readonly<{
  /** Id of the inquiry or account. */
  place: string;
  next: Next<Step>;
  titleOf: (step: Step) => string;
  form: (step: Step, ends: StepEnds) => ReactNode;
}>;

export function StepBar<Step extends string>(props: StepBarProps<Step>) {
  const { place, next, titleOf, form } = props;
  const t = useTexts(stepTexts);
  const { primary, others } = next;
  const { open, done, typed, keep, choose, finish, cancel, nextButton, otherButton } = useStepBar<
    Step,
    StepValues
  >(place, primary);
  const items = others.map((step) => ({ key: step, label: titleOf(step) }));
  return (
    <section className="tz-panel tz-billing-steps" aria-label={t('next')}>
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
        {!primary && <span className="tz-muted">{t('waiting')}</span>}
        {items.length > 0 && (
          <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key as Step) }}>
            <Button ref={otherButton} size="large" aria-haspopup="menu">
              {t('more')} ▾
            </Button>
          </Dropdown>
        )}
        <span role="status">{done && `✓ ${t('done', { step: done })}`}</span>
      </div>
      {open &&
        form(open, {
          typed,
          onTyped: (told) => keep({ step: open, ...told }),
          onDone: () => finish(titleOf(open)),
          onCancel: cancel,
        })}
    </section>
  );
}
