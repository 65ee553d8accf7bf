/** The words every page shares. */
import { useMemo } from 'react';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

export function useUiTexts() {
  const t = useTexts(uiTexts);
  return useMemo(() => {
    /** What a promise is called in a list; its id where it has no short name. */
    const promise = (name: string) => {
      const key = `promise.${name}` as keyof typeof uiTexts.zh;
      return key in uiTexts.zh ? t(key) : name;
    };
    const words: typeof t = (key, values) => t(key, values);
    return Object.assign(words, { promise });
  }, [t]);
}
