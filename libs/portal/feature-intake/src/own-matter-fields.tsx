/** Contacts that are a matter of their own: which case is urged, who is praised. */
import { useOpenCases, useStaff } from '@taizhang/portal/data-access';
import { ChoiceGroup, Field, namedOptions, useTexts } from '@taizhang/portal/ui';
import { Input, Select } from 'antd';
import { faultReportTexts } from './fault-report.texts';
import type { IntakeDesk } from './use-intake-desk';

type WithDesk = Readonly<{ desk: IntakeDesk }>;

export function UrgeFields({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const { draft, change, missing } = desk;
  const { data: cases = [] } = useOpenCases({ customerId: draft.customer?.id ?? null });
  const kindTitles = {
    complaint: t('case.complaint'),
    fault: t('case.fault'),
    inquiry: t('case.inquiry'),
  };
  return (
    <>
      {cases.length > 0 && (
        <Field label={t('case.open')}>
          <ChoiceGroup
            label={t('case.open')}
            value={draft.caseId ?? undefined}
            onChange={(caseId) => change({ caseId })}
            options={cases.map(({ id, kind, statement }) => ({
              value: id,
              label: `${kindTitles[kind]} · ${statement.slice(0, 24) || id}`,
            }))}
          />
        </Field>
      )}
      <Field
        label={t('case')}
        htmlFor="intake-case"
        required
        error={missing.includes('case') ? t('missing.case') : undefined}
      >
        <Input
          id="intake-case"
          maxLength={60}
          value={draft.caseId ?? ''}
          placeholder={t('case.placeholder')}
          onChange={({ target }) => change({ caseId: target.value.trim() || null })}
        />
      </Field>
    </>
  );
}

export function PraiseFields({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const { data: staff = [] } = useStaff();
  const people = staff.filter(({ active }) => active);
  return (
    <Field label={t('praised')} htmlFor="intake-praised">
      <Select<string>
        id="intake-praised"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('praised.placeholder')}
        value={desk.draft.staffId}
        onChange={(staffId) => desk.change({ staffId: staffId ?? null })}
        options={namedOptions(people)}
      />
    </Field>
  );
}
