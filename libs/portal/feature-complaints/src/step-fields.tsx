/** What each step asks for. */
import {
  causeTitles,
  remedyTitles,
  returnReasonTitles,
  verdictTitles,
} from '@taizhang/contracts/complaints';
import type { Complaint } from '@taizhang/contracts/views';
import { useUnits, type ComplaintStep } from '@taizhang/portal/data-access';
import {
  ChoiceGroup,
  namedOptions,
  useOptions,
  useTexts,
  type Option,
  type Title,
} from '@taizhang/portal/ui';
import { Form, Input, InputNumber, Select } from 'antd';
import { caseTexts } from './complaint.texts';

export type StepValues = Readonly<Record<string, string | number | null | undefined>>;

type FieldsProps = Readonly<{ step: ComplaintStep; complaint: Complaint }>;

export function StepFields({ step, complaint }: FieldsProps) {
  const t = useTexts(caseTexts);
  switch (step) {
    case 'dispatch':
      // A lodged complaint may stay with the unit that took it.
      return <UnitField current={complaint.status === 'dispatched' ? complaint.unitId : null} />;
    case 'acceptance':
      return <p className="tz-muted tz-step-hint">{t('acceptance.hint')}</p>;
    case 'return':
      return (
        <>
          <Choices name="reason" label={t('field.reason')} titles={returnReasonTitles} />
          <Words name="note" label={t('field.note')} optional />
        </>
      );
    case 'customer-contact':
      return (
        <>
          <MeansField />
          <Words name="note" label={t('field.said')} />
        </>
      );
    case 'investigation':
      return (
        <>
          <Choices name="cause" label={t('field.cause')} titles={causeTitles} />
          <Words name="findings" label={t('field.findings')} />
        </>
      );
    case 'adjudication':
      return (
        <>
          <Choices name="verdict" label={t('field.verdict')} titles={verdictTitles} />
          <Words name="reasons" label={t('field.reasons')} />
        </>
      );
    case 'remedies':
      return <RemedyFields />;
    case 'reply':
      return <Words name="reply" label={t('field.reply')} />;
    case 'closure':
      return <SatisfactionField />;
    case 'reopening':
      return <Words name="reason" label={t('field.reopen')} />;
  }
}

/** The body of the command; amounts are typed in yuan and told in fen. */
export function bodyOf(step: ComplaintStep, values: StepValues): object {
  if (step === 'acceptance') return {};
  if (step === 'closure') {
    const { satisfaction } = values;
    const rated = satisfaction && satisfaction !== 'none';
    return { satisfaction: rated ? Number(satisfaction) : null };
  }
  if (step === 'remedies') {
    const { amount, ...rest } = values;
    const compensates = rest['remedy'] === 'compensation';
    return { ...rest, amountFen: compensates ? Math.round(Number(amount) * 100) : null };
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function useRequired() {
  const t = useTexts(caseTexts);
  return [{ required: true, whitespace: true, message: t('field.required') }];
}

type NamedProps = Readonly<{ name: string; label: string }>;

function Words({ name, label, optional = false }: NamedProps & Readonly<{ optional?: boolean }>) {
  const required = useRequired();
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : required}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={4000} />
    </Form.Item>
  );
}

type ChoicesProps = NamedProps & Readonly<{ titles: Readonly<Record<string, Title>> }>;

function Choices({ name, label, titles }: ChoicesProps) {
  const options = useOptions()(titles);
  return <ChoiceItem name={name} label={label} options={options} />;
}

type ChoiceItemProps = NamedProps & Readonly<{ options: readonly Option[]; initial?: string }>;

function ChoiceItem({ name, label, options, initial }: ChoiceItemProps) {
  const required = useRequired();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={required}
      {...(initial ? { initialValue: initial } : {})}
    >
      <FormChoice label={label} options={options} />
    </Form.Item>
  );
}

type FormChoiceProps = Omit<ChoiceItemProps, 'name' | 'initial'> &
  Readonly<{ id?: string; value?: string; onChange?: (value: string) => void }>;

/** A choice as antd's form wants it: the form brings id, value and change. */
function FormChoice({ id, value, onChange, label, options }: FormChoiceProps) {
  return (
    <ChoiceGroup
      {...(id ? { id } : {})}
      label={label}
      required
      options={options}
      value={value}
      onChange={(chosen) => onChange?.(chosen)}
    />
  );
}

function MeansField() {
  const t = useTexts(caseTexts);
  const options = (['phone', 'visit', 'message', 'letter'] as const).map((value) => ({
    value,
    label: t(`means.${value}`),
  }));
  return <ChoiceItem name="means" label={t('field.means')} options={options} initial="phone" />;
}

function SatisfactionField() {
  const t = useTexts(caseTexts);
  const options = (['5', '4', '3', '2', '1', 'none'] as const).map((value) => ({
    value,
    label: t(`satisfaction.${value}`),
  }));
  return (
    <ChoiceItem
      name="satisfaction"
      label={t('field.satisfaction')}
      options={options}
      initial="none"
    />
  );
}

function UnitField({ current }: Readonly<{ current: string | null }>) {
  const t = useTexts(caseTexts);
  const required = useRequired();
  const { data: units = [], isLoading } = useUnits();
  return (
    <Form.Item name="toUnitId" label={t('field.unit')} rules={required}>
      <Select
        loading={isLoading}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ maxWidth: 320 }}
        options={namedOptions(units.filter(({ id }) => id !== current))}
      />
    </Form.Item>
  );
}

function RemedyFields() {
  const t = useTexts(caseTexts);
  const required = useRequired();
  const remedy: unknown = Form.useWatch('remedy');
  return (
    <>
      <Choices name="remedy" label={t('field.remedy')} titles={remedyTitles} />
      {remedy === 'compensation' && (
        <Form.Item
          name="amount"
          label={t('field.amount')}
          rules={[{ required: true, message: required[0]!.message }]}
        >
          <InputNumber
            // antd names its arrows in English only, and the arrow keys do the same.
            controls={false}
            min={0.01}
            max={100_000}
            precision={2}
            style={{ width: 160 }}
          />
        </Form.Item>
      )}
      <Words name="note" label={t('field.done')} />
    </>
  );
}
