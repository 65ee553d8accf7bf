/** How the contact ends: answered at once, routed to who must act, or a matter of its own. */
import {
  categoryGroupTitles,
  categoryTitles,
  groupOf,
  severityTitles,
  type Category,
  type CategoryGroup,
  type Severity,
} from '@taizhang/contracts/complaints';
import {
  ChoiceGroup,
  Field,
  Panel,
  useOptions,
  useTerm,
  useTexts,
  type Term,
} from '@taizhang/portal/ui';
import { Input, Select } from 'antd';
import { destinationOf, outcomesFor } from './draft';
import { FaultFields } from './fault-fields';
import { InquiryFields } from './inquiry-fields';
import { intakeTexts } from './intake.texts';
import { PraiseFields, UrgeFields } from './own-matter-fields';
import { suggestedCategory } from './suggested-category';
import type { IntakeDesk } from './use-intake-desk';

export function OutcomeFields({ desk }: Readonly<{ desk: IntakeDesk }>) {
  const t = useTexts(intakeTexts);
  const { draft, change, missing } = desk;
  const to = destinationOf(draft.type) ?? 'complaints';
  return (
    <Panel title={t('outcome')} className="tz-form">
      <ChoiceGroup
        label={t('outcome')}
        value={draft.outcome}
        onChange={(outcome) => change({ outcome })}
        options={outcomesFor(draft.type).map((value) => ({
          value,
          label: t(value === 'route' ? `outcome.route.${to}` : `outcome.${value}`),
        }))}
      />
      {draft.outcome === 'answer' && (
        <Field
          label={t('answer')}
          htmlFor="intake-answer"
          required
          error={missing.includes('answer') ? t('missing.answer') : undefined}
        >
          <Input.TextArea
            id="intake-answer"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={draft.answer}
            placeholder={t('answer.placeholder')}
            status={missing.includes('answer') ? 'error' : ''}
            onChange={({ target }) => change({ answer: target.value })}
          />
        </Field>
      )}
      {draft.outcome === 'route' && to === 'complaints' && <RouteFields desk={desk} />}
      {draft.outcome === 'route' && to === 'faults' && <FaultFields desk={desk} />}
      {draft.outcome === 'route' && to === 'billing-inquiries' && <InquiryFields desk={desk} />}
      {draft.outcome === 'urge' && <UrgeFields desk={desk} />}
      {draft.outcome === 'praise' && <PraiseFields desk={desk} />}
      {draft.outcome === 'promise' && <p className="tz-muted">{t('promise.hint')}</p>}
    </Panel>
  );
}

function RouteFields({ desk }: Readonly<{ desk: IntakeDesk }>) {
  const t = useTexts(intakeTexts);
  const term = useTerm();
  const severities = useOptions()(severityTitles);
  const { draft, change, missing } = desk;
  const preset = draft.category !== null && draft.category === suggestedCategory(draft.topic);
  return (
    <>
      <div className="tz-form-row">
        <Field
          label={t('category')}
          htmlFor="intake-category"
          required
          error={missing.includes('category') ? t('missing.category') : undefined}
          extra={preset && <span className="tz-muted tz-small">{t('category.suggested')}</span>}
        >
          <Select<Category>
            id="intake-category"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('category.placeholder')}
            value={draft.category}
            status={missing.includes('category') ? 'error' : ''}
            onChange={(category) => change({ category })}
            options={categoryOptions(term)}
          />
        </Field>
        <Field label={t('remedy')} htmlFor="intake-remedy">
          <Input
            id="intake-remedy"
            maxLength={4000}
            value={draft.remedySought}
            placeholder={t('remedy.placeholder')}
            onChange={({ target }) => change({ remedySought: target.value })}
          />
        </Field>
      </div>
      <Field label={t('severity')}>
        <ChoiceGroup
          label={t('severity')}
          value={draft.severity}
          onChange={(severity: Severity) => change({ severity })}
          options={severities}
        />
      </Field>
    </>
  );
}

/** Two levels: the groups as headings, the categories below them. */
const categoryOptions = (term: Term) =>
  (Object.keys(categoryGroupTitles) as CategoryGroup[]).map((group) => ({
    label: term(categoryGroupTitles, group),
    options: (Object.keys(categoryTitles) as Category[])
      .filter((category) => groupOf(category) === group)
      .map((value) => ({ value, label: term(categoryTitles, value) })),
  }));
