/** The few kinds of fields that the steps are made of. */
import { useOptions, useTexts, type Title } from '@taizhang/portal/ui';
import { Form, Input, InputNumber, Select } from 'antd';
import { stepTexts } from './steps.texts';

type NamedProps = Readonly<{ name: string; label: string }>;

export function useRequired() {
  const t = useTexts(stepTexts);
  return [{ required: true, message: t('required') }];
}

export function Words({ name, label, optional = false }: NamedProps & { optional?: boolean }) {
  const required = useRequired();
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : required}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={4000} />
    </Form.Item>
  );
}

type ChoiceProps = NamedProps &
  Readonly<{ titles: Readonly<Record<string, Title>>; initial?: string | null }>;

export function Choice({ name, label, titles, initial }: ChoiceProps) {
  const required = useRequired();
  const options = useOptions()(titles);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={required}
      {...(initial ? { initialValue: initial } : {})}
    >
      <Select
        style={{ maxWidth: 360 }}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  );
}

type NumberProps = NamedProps &
  Readonly<{ precision?: number; initial?: number | undefined; min?: number }>;

export function Amount({ name, label, precision = 2, initial, min = 0 }: NumberProps) {
  const required = useRequired();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={required}
      {...(initial === undefined ? {} : { initialValue: initial })}
    >
      {/* antd names its arrows in English only, and the arrow keys do the same. */}
      <InputNumber controls={false} min={min} precision={precision} style={{ width: 200 }} />
    </Form.Item>
  );
}

/** Something the form sends without asking. */
export function Fixed({ name, value }: Readonly<{ name: string; value: string }>) {
  return (
    <Form.Item name={name} initialValue={value} hidden>
      <Input />
    </Form.Item>
  );
}
