/** The number of the request in the company's files: what stays when nobody is known any more. */
import { fileReferenceForm } from '@taizhang/contracts/intake';
import { useTexts } from '@taizhang/portal/ui';
import { Form, Input } from 'antd';
import { privacyTexts } from './privacy.texts';

export function ReferenceField() {
  const t = useTexts(privacyTexts);
  return (
    <Form.Item
      name="reference"
      label={t('reference')}
      extra={t('reference.hint')}
      rules={[{ required: true, pattern: fileReferenceForm, message: t('reference.form') }]}
    >
      <Input maxLength={40} autoComplete="off" spellCheck={false} />
    </Form.Item>
  );
}
