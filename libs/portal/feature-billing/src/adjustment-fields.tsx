/** The figures of an adjustment, as its finding wants them. */
import { adjustmentBasisTitles } from '@taizhang/contracts/billing-inquiries';
import type { Inquiry } from '@taizhang/contracts/views';
import { useTerm, useTexts } from '@taizhang/portal/ui';
import { adjustmentTexts } from './adjustment.texts';
import { basisOf } from './bodies';
import { Amount, Fixed } from './fields';

export function AdjustmentFields({ inquiry }: Readonly<{ inquiry: Inquiry }>) {
  const t = useTexts(adjustmentTexts);
  const term = useTerm();
  const basis = inquiry.finding && basisOf[inquiry.finding];
  if (!basis) return null;
  const measured = inquiry.tests.at(-1)?.errorRate;
  return (
    <>
      <p className="tz-muted">{term(adjustmentBasisTitles, basis)}</p>
      <Fixed name="basis" value={basis} />
      <Amount name="billed" label={t('field.billed')} precision={3} />
      <Amount name="price" label={t('field.price')} precision={4} min={0.0001} />
      {basis === 'out-of-tolerance' && (
        <Amount
          name="error"
          label={t('field.error')}
          min={-99}
          initial={measured === undefined ? undefined : measured / 100}
        />
      )}
      {basis === 'wiring' && <Amount name="rate" label={t('field.rate')} min={-99} />}
      {basis === 'wrong-ratio' && (
        <>
          <Amount name="billedRatio" label={t('field.billed-ratio')} precision={0} min={1} />
          <Amount name="actualRatio" label={t('field.actual-ratio')} precision={0} min={1} />
        </>
      )}
      {basis === 'normal-month' && (
        <>
          <Amount name="month" label={t('field.month')} precision={3} />
          <Amount name="months" label={t('field.months')} precision={0} min={1} />
        </>
      )}
      {basis === 'as-read' && <Amount name="correct" label={t('field.correct')} precision={3} />}
      {basis === 'as-priced' && (
        <Amount name="right" label={t('field.right')} precision={4} min={0.0001} />
      )}
    </>
  );
}
