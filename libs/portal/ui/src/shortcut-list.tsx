/** The list under `?`, and the switch for keys pressed alone. */
import { Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { Keys, singleKeysOn, switchSingleKeys, useActiveShortcuts } from './shortcuts';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

export default function ShortcutList({ onClose }: Readonly<{ onClose: () => void }>) {
  const t = useTexts(uiTexts);
  const shortcuts = useActiveShortcuts();
  const [on, setOn] = useState(singleKeysOn);
  return (
    <Modal open onCancel={onClose} footer={null} title={t('shortcuts.title')}>
      <dl className="tz-shortcuts">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        checked={on}
        onChange={({ target }) => {
          switchSingleKeys(target.checked);
          setOn(target.checked);
        }}
      >
        {t('shortcuts.single')}
      </Checkbox>
    </Modal>
  );
}
