/** A question for billing: what is asked, and about which supply point. */
import { inquiryKindTitles, type InquiryKind } from '@taizhang/contracts/billing-inquiries';
import { Field, useOptions, useTexts } from '@taizhang/portal/ui';
import { Select } from 'antd';
import { intakeTexts } from './intake.texts';
import { SupplyPointField } from './supply-point-field';
import type { IntakeDesk } from './use-intake-desk';

export function InquiryFields({ desk }: Readonly<{ desk: IntakeDesk }>) {
  const t = useTexts(intakeTexts);
  const kinds = useOptions()(inquiryKindTitles);
  const { draft, change, missing } = desk;
  return (
    <>
      <Field
        label={t('kind')}
        htmlFor="intake-kind"
        required
        error={missing.includes('kind') ? t('missing.kind') : undefined}
      >
        <Select<InquiryKind>
          id="intake-kind"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('kind.placeholder')}
          value={draft.inquiryKind}
          status={missing.includes('kind') ? 'error' : ''}
          onChange={(inquiryKind) => change({ inquiryKind })}
          options={[...kinds]}
        />
      </Field>
      <SupplyPointField desk={desk} />
    </>
  );
}
