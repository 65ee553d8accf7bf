/** A button that asks before it acts. */
import { useTexts } from '@taizhang/portal/ui';
import { Button, Modal } from 'antd';
import { operationsTexts } from './operations.texts';

type ConfirmButtonProps = Readonly<{
  label: string;
  question: string;
  detail: string;
  disabled?: boolean;
  loading: boolean;
  onConfirm: () => void;
}>;

export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, detail, disabled = false, loading, onConfirm } = props;
  const t = useTexts(operationsTexts);
  const [modal, place] = Modal.useModal();
  const ask = () =>
    void modal.confirm({
      title: question,
      content: detail,
      icon: null,
      okText: t('yes'),
      cancelText: t('no'),
      onOk: onConfirm,
    });
  return (
    <>
      <Button size="small" disabled={disabled} loading={loading} onClick={ask}>
        {label}
      </Button>
      {place}
    </>
  );
}
