/** A password, hidden unless the person wants to see it; the switch is a button like any other. */
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

export type PasswordInputProps = Readonly<{
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
  /** The form brings these. */
  id?: string;
  value?: string;
  onChange?: (event: React.ChangeEvent<HTMLInputElement>) => void;
}>;

export function PasswordInput(props: PasswordInputProps) {
  const t = useTexts(uiTexts);
  const [shown, setShown] = useState(false);
  return (
    <Space.Compact block>
      <Input {...props} type={shown ? 'text' : 'password'} spellCheck={false} />
      <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t(shown ? 'password.hide' : 'password.show')}
      </Button>
    </Space.Compact>
  );
}
