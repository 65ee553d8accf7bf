/**
 * The words of a feature in both languages, declared beside it and known to the compiler: a key
 * that is missing in one language, or used and not declared, does not compile.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n, isLanguage, languages, type Language } from './language';

type Words<Key extends string> = Readonly<Record<Key, string>>;
export type Texts<Key extends string> = Readonly<{
  namespace: string;
  zh: Words<Key>;
  en: Words<Key>;
}>;

/** Values to put into a text, `{{name}}` in the text is `{ name }`. */
export type Values = Readonly<Record<string, string | number>>;
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

export function defineTexts<Key extends string>(
  namespace: string,
  texts: { zh: Words<Key>; en: Words<NoInfer<Key>> },
): Texts<Key> {
  for (const language of languages) {
    i18n.addResourceBundle(language, namespace, texts[language], true, true);
  }
  return { namespace, ...texts };
}

export function useTexts<Key extends string>({ namespace }: Texts<Key>): Translate<Key> {
  const { t } = useTranslation(namespace, { i18n });
  return useCallback((key, values) => t(key, { ...values }), [t]);
}

/** The same outside of components, e.g. for the head of an export. */
export const translate =
  <Key extends string>({ namespace }: Texts<Key>): Translate<Key> =>
  (key, values) =>
    i18n.t(key, { ns: namespace, ...values });

export type Title = Readonly<Record<Language, string>>;
export type Term = <Key extends string>(
  titles: Readonly<Record<Key, Title>>,
  key: string | null | undefined,
) => string;

/** What a word of the contracts is called; the word itself where an older portal lacks it. */
export const termIn =
  (language: Language): Term =>
  (titles, key) =>
    key ? ((titles as Record<string, Title>)[key]?.[language] ?? key) : '–';

export function useTerm(): Term {
  const { i18n: instance } = useTranslation('', { i18n });
  const language = isLanguage(instance.language) ? instance.language : 'zh';
  return useCallback((titles, key) => termIn(language)(titles, key), [language]);
}
