/** The one next step as a button, the others in a menu, and the form of the chosen one. */
import { useTexts } from '@taizhang/portal/ui';
import { Button, Dropdown } from 'antd';
import { useState, type ReactNode } from 'react';
import { stepTexts } from './steps.texts';
import type { Next } from './steps';

type StepBarProps<Step extends string> = Readonly<{
  next: Next<Step>;
  titleOf: (step: Step) => string;
  form: (step: Step, ends: { onDone: () => void; onCancel: () => void }) => ReactNode;
}>;

export function StepBar<Step extends string>({ next, titleOf, form }: StepBarProps<Step>) {
  const t = useTexts(stepTexts);
  const { primary, others } = next;
  const [open, setOpen] = useState<Step>();
  const [done, setDone] = useState<string>();
  const choose = (step: Step) => {
    setDone(undefined);
    setOpen(step);
  };
  const items = others.map((step) => ({ key: step, label: titleOf(step) }));
  return (
    <section className="tz-panel tz-billing-steps" aria-label={t('next')}>
      <div className="tz-row">
        {primary && (
          <Button
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
            <Button size="large" aria-haspopup="menu">
              {t('more')} ▾
            </Button>
          </Dropdown>
        )}
        <span role="status">{done && `✓ ${t('done', { step: done })}`}</span>
      </div>
      {open &&
        form(open, {
          onDone: () => {
            setDone(titleOf(open));
            setOpen(undefined);
          },
          onCancel: () => setOpen(undefined),
        })}
    </section>
  );
}
