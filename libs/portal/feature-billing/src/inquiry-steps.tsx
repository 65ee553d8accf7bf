/** The steps of one inquiry, and what each asks for. */
import {
  findingTitles,
  inquiryKindTitles,
  testerTitles,
} from '@taizhang/contracts/billing-inquiries';
import type { Inquiry } from '@taizhang/contracts/views';
import { useInquiryStep, usePrincipal, type InquiryStep } from '@taizhang/portal/data-access';
import { useTexts } from '@taizhang/portal/ui';
import { AdjustmentFields } from './adjustment-fields';
import { inquiryBody } from './bodies';
import { Amount, Choice, Words } from './fields';
import { StepBar, type StepEnds } from './step-bar';
import { StepForm } from './step-form';
import { nextSteps } from './steps';
import { stepTexts } from './steps.texts';
import { SupplyPointField } from './supply-point-field';

type WithInquiry = Readonly<{ inquiry: Inquiry }>;

export function InquirySteps({ inquiry }: WithInquiry) {
  const t = useTexts(stepTexts);
  const next = nextSteps(inquiry, usePrincipal());
  return (
    <StepBar
      place={inquiry.id}
      next={next}
      titleOf={(step) => t(`step.${step}`)}
      form={(step, ends) => <Taking key={step} step={step} inquiry={inquiry} {...ends} />}
    />
  );
}

type TakingProps = WithInquiry & StepEnds & Readonly<{ step: InquiryStep }>;

function Taking({ step, inquiry, onDone, ...ends }: TakingProps) {
  const t = useTexts(stepTexts);
  const command = useInquiryStep(inquiry.id);
  return (
    <StepForm
      title={t(`step.${step}`)}
      revision={inquiry.revision}
      problem={command.error}
      pending={command.isPending}
      send={(values, revision) =>
        command.mutate({ step, revision, body: inquiryBody(step, values) }, { onSuccess: onDone })
      }
      {...ends}
    >
      <Fields step={step} inquiry={inquiry} />
    </StepForm>
  );
}

function Fields({ step, inquiry }: WithInquiry & Readonly<{ step: InquiryStep }>) {
  const t = useTexts(stepTexts);
  switch (step) {
    case 'verification':
      return <SupplyPointField customerId={inquiry.customerId} />;
    case 'kind':
      return (
        <Choice name="kind" label={t('kind')} titles={inquiryKindTitles} initial={inquiry.kind} />
      );
    case 'answer':
      return <Words name="answer" label={t('answer')} />;
    case 'meter-test':
      return (
        <>
          <Choice name="tester" label={t('tester')} titles={testerTitles} initial="company" />
          <Words name="note" label={t('note')} optional />
        </>
      );
    case 'meter-test/result':
      return (
        <>
          <Amount name="error" label={t('error')} min={-99} />
          <Amount name="tolerance" label={t('tolerance')} initial={2} min={0.01} />
          <Words name="certificate" label={t('certificate')} optional />
        </>
      );
    case 'finding':
      return (
        <>
          <Choice name="finding" label={t('finding')} titles={findingTitles} />
          <Words name="explanation" label={t('explanation')} />
        </>
      );
    case 'adjustment':
      return <AdjustmentFields inquiry={inquiry} />;
    case 'reply':
      return <Words name="reply" label={t('answer')} />;
    case 'meter-test/dispute':
    case 'adjustment/rejection':
    case 'reopening':
      return <Words name="reason" label={t('reason')} />;
    default:
      return <p className="tz-muted">{t('confirm')}</p>;
  }
}
