/** antd's form as every page uses it; its messages follow the language also while in view. */
import { Form, type FormProps } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useLanguage } from './language';

export type PortalFormProps<Values> = Omit<
  FormProps<Values>,
  'layout' | 'requiredMark' | 'children'
> &
  Readonly<{
    /** What was typed here before, e.g. when the sign-in ran out. */
    typed?: Values | undefined;
    children: ReactNode;
  }>;

export function PortalForm<Values extends object>({
  form: given,
  typed,
  ...props
}: PortalFormProps<Values>) {
  const [form] = Form.useForm<Values>(given);
  const language = useLanguage();
  useEffect(() => {
    if (typed) form.setFieldsValue(typed as never);
  }, [form, typed]);
  useEffect(() => {
    const wrong = form.getFieldsError().filter(({ errors }) => errors.length > 0);
    const names = wrong.map(({ name }) => name);
    // Said again in the other language; that they are wrong is no news.
    if (names.length > 0) form.validateFields(names as never).catch(() => undefined);
  }, [form, language]);
  return <Form<Values> {...props} form={form} layout="vertical" requiredMark={false} />;
}
