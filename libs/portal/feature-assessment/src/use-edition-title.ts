/** What the document is called that a promise comes from. */
import { useTexts } from '@taizhang/portal/ui';
import { editionTexts } from './edition.texts';

/** By its title; by its key where a company brought its own. */
export function useEditionTitle() {
  const t = useTexts(editionTexts);
  return (edition: string) => {
    const key = `edition.${edition}` as keyof typeof editionTexts.zh;
    return key in editionTexts.zh ? t(key) : edition;
  };
}
