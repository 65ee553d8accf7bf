/** What sentences about events are made of, in the reader's language. */
import { useDirectory } from '@taizhang/portal/data-access';
import { useTerm, useTexts, useUiTexts } from '@taizhang/portal/ui';
import { caseTexts } from './complaint.texts';
import type { Words } from './sentence';

export function useWords(): Words {
  const t = useTexts(caseTexts);
  const term = useTerm();
  const ui = useUiTexts();
  const { nameOf } = useDirectory();
  return {
    term,
    nameOf,
    meansOf: (means) => {
      const key = `means.${means}` as 'means.phone';
      return key in caseTexts.zh ? t(key) : means || '–';
    },
    promiseOf: ui.promise,
  };
}
