import { useTexts } from '@taizhang/portal/ui';
import { operationsTexts } from './operations.texts';

/** What a read model is for; its name where this portal does not know it. */
export function useModelTitle() {
  const t = useTexts(operationsTexts);
  return (name: string): string => {
    const key = `model.${name}` as keyof typeof operationsTexts.zh;
    return key in operationsTexts.zh ? t(key) : name;
  };
}
