/** How a refund or back-billing was worked out, line by line, and who agreed. */
import { adjustmentBasisTitles } from '@taizhang/contracts/billing-inquiries';
import type { Adjustment } from '@taizhang/contracts/views';
import { Badge, Facts, Name, Panel, useTerm, useTexts } from '@taizhang/portal/ui';
import { adjustmentTexts } from './adjustment.texts';
import { arithmeticOf } from './arithmetic';
import { yuan } from './units';

const tones = {
  proposed: 'warning',
  approved: 'info',
  rejected: 'danger',
  posted: 'success',
} as const;

export function AdjustmentPanel({ adjustment }: Readonly<{ adjustment: Adjustment }>) {
  const t = useTexts(adjustmentTexts);
  const term = useTerm();
  const { figures, state, amountFen, proposedBy, decidedBy } = adjustment;
  return (
    <Panel title={t('title')} extra={<Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>}>
      <p>{term(adjustmentBasisTitles, figures.basis)}</p>
      <ol className="tz-billing-arithmetic">
        {arithmeticOf(adjustment).map(({ key, values }) => (
          <li key={key}>{t(key, values)}</li>
        ))}
      </ol>
      <p className="tz-billing-result">
        {amountFen < 0
          ? t('refund', { amount: yuan(-amountFen) })
          : t('charge', { amount: yuan(amountFen) })}
      </p>
      <Facts
        items={[
          [t('proposed'), <Name key="proposed" id={proposedBy} />],
          [t('decided'), decidedBy ? <Name key="decided" id={decidedBy} /> : t('undecided')],
        ]}
      />
    </Panel>
  );
}
