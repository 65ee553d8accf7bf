/** Names beside ids. */
import { useDirectory } from '@taizhang/portal/data-access';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

/** A member of staff or a unit by name; a process is "the system", and a dash is nobody. */
export function Name({ id }: Readonly<{ id: string | null | undefined }>) {
  const t = useTexts(uiTexts);
  const { nameOf } = useDirectory();
  if (!id) return <>–</>;
  // Somebody at a terminal, of whom no account says who they are.
  if (id === 'system-operator') return <>{t('operator')}</>;
  return <>{id.startsWith('system-') ? t('system') : nameOf(id)}</>;
}
