/** The next step as large buttons that a thumb hits; what is written with it is optional. */
import {
  faultCauseTitles,
  gradeGroundTitles,
  triageTitles,
  type GradeGround,
} from '@taizhang/contracts/intake';
import type { Fault } from '@taizhang/contracts/views';
import {
  useFaultStep,
  useMay,
  useOpenOutages,
  usePrincipal,
  useUnsent,
  type FaultStep,
} from '@taizhang/portal/data-access';
import { ProblemNotice, useOptions, useTexts } from '@taizhang/portal/ui';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { DispatchButton } from './dispatch-button';
import { faultTexts } from './fault.texts';
import { nextStep, otherSteps } from './next-step';

export function FaultSteps({ fault }: Readonly<{ fault: Fault }>) {
  const t = useTexts(faultTexts);
  const rights = useRights(fault);
  const next = nextStep(fault, rights);
  const others = otherSteps(fault, rights);
  const unsent = useUnsent<Typed>(fault.id);
  const [chosen, setChosen] = useState(unsent.back?.step);
  const command = useFaultStep(fault.id);
  const step = chosen && others.includes(chosen) ? chosen : next;
  const choose = (other: FaultStep | undefined) => {
    unsent.forget();
    setChosen(other);
  };
  const take = (taken: FaultStep, body: object) =>
    command.mutate(
      { step: taken, revision: fault.revision, body },
      { onSuccess: () => choose(undefined) },
    );
  return (
    <section className="tz-panel tz-fault-steps" aria-label={t('step.next')}>
      {step === 'dispatch' && <DispatchButton fault={fault} size="large" />}
      {step && step !== 'dispatch' && (
        <StepForm
          key={step}
          step={step}
          fault={fault}
          busy={command.isPending}
          typed={unsent.back}
          onTyped={unsent.keep}
          onTake={take}
        />
      )}
      {!step && fault.status !== 'closed' && <p className="tz-muted">{t('step.waiting')}</p>}
      <div className="tz-row">
        {others
          .filter((other) => other !== step)
          .map((other) => (
            <Button key={other} onClick={() => choose(other)}>
              {t(`step.${other}`)}
            </Button>
          ))}
        <span role="status">{command.isSuccess && `✓ ${t('step.done')}`}</span>
      </div>
      {command.error && <ProblemNotice error={command.error} />}
    </section>
  );
}

/** A crew acts on what it was sent to, who dispatches on everything. */
function useRights({ unitId }: Fault) {
  const principal = usePrincipal();
  const writes = useMay('fault.write');
  const dispatches = useMay('fault.dispatch');
  const acts = writes && (dispatches || unitId === principal.unitId);
  return { acts, dispatches, staffId: principal.staffId };
}

/** What was typed and not sent before the sign-in ran out. */
type Typed = Readonly<{ step: FaultStep; words: string; grounds: readonly GradeGround[] }>;

type StepProps = Readonly<{
  step: Exclude<FaultStep, 'dispatch'>;
  fault: Fault;
  busy: boolean;
  typed: Typed | undefined;
  onTyped: (typed: Typed) => void;
  onTake: (step: FaultStep, body: object) => void;
}>;

/** Where the words go, for the steps that have any. */
const wordFields = {
  triage: 'note',
  cause: 'findings',
  restoration: 'result',
  verification: 'note',
  reopening: 'reason',
} as const;

function StepForm({ step, fault, busy, typed, onTyped, onTake }: StepProps) {
  const t = useTexts(faultTexts);
  const [{ words, grounds }, setTold] = useState(() =>
    typed?.step === step ? typed : { words: '', grounds: [] },
  );
  const change = (part: Partial<Typed>) => {
    const next = { step, words, grounds, ...part };
    setTold(next);
    onTyped(next);
  };
  const field = step in wordFields ? wordFields[step as keyof typeof wordFields] : null;
  const told = field ? { [field]: words } : {};
  const taps = useTaps(step, fault);
  const groundOptions = useOptions()(gradeGroundTitles);
  return (
    <div className="tz-stack">
      <h2>{t(`step.${step}`)}</h2>
      {step === 'grade' && (
        <Checkbox.Group
          value={[...grounds]}
          options={groundOptions.map((option) => ({ ...option }))}
          onChange={(chosen) => change({ grounds: chosen as GradeGround[] })}
        />
      )}
      {field && (
        <Input.TextArea
          aria-label={t(`words.${field}`)}
          placeholder={t(`words.${field}`)}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={4000}
          value={words}
          onChange={({ target }) => change({ words: target.value })}
        />
      )}
      <div className="tz-taps">
        {taps.map(({ key, label, body }) => (
          <Button
            key={key}
            size="large"
            type="primary"
            ghost={taps.length > 1}
            disabled={busy || (step === 'reopening' && !words.trim())}
            onClick={() => onTake(step, { ...told, ...body, ...(step === 'grade' && { grounds }) })}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}

type Tap = Readonly<{ key: string; label: string; body: object }>;

/** One tap takes the step: where there is something to choose, each choice is a tap. */
function useTaps(step: StepProps['step'], { triage }: Fault): readonly Tap[] {
  const t = useTexts(faultTexts);
  const options = useOptions();
  const outages = useOpenOutages().data ?? [];
  switch (step) {
    case 'triage':
      return [
        ...options(triageTitles)
          .filter(({ value }) => value !== 'known-outage')
          .map(({ value, label }) => ({ key: value, label, body: { outcome: value } })),
        {
          key: 'paid',
          label: t('triage.paid'),
          body: { outcome: 'customer-internal', paidRepairAgreed: true },
        },
        ...outages.map(({ id, place }) => ({
          key: id,
          label: t('triage.outage', { place }),
          body: { outcome: 'known-outage', outageId: id },
        })),
      ];
    case 'cause':
      return options(faultCauseTitles).map(({ value, label }) => ({
        key: value,
        label,
        body: { cause: value },
      }));
    case 'verification':
      return (['on-site', 'phone', 'meter'] as const).map((means) => ({
        key: means,
        label: t(`means.${means}`),
        body: { means },
      }));
    case 'closure': {
      const guided = triage === 'arrears' || triage === 'customer-internal';
      return [{ key: step, label: t(guided ? 'close.guided' : 'step.closure'), body: {} }];
    }
    default:
      return [{ key: step, label: t(`step.${step}`), body: {} }];
  }
}
