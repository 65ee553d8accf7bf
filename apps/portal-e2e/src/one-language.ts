/** A page speaks one language: whatever is neither that nor data is a fault. */
import type { PageText } from './page-text';
import { keys, wordsIn, type Language } from './words';

const langOf: Record<Language, string> = { zh: 'zh-CN', en: 'en' };
const known = { zh: new Set(wordsIn('zh')), en: new Set(wordsIn('en')) };
const allKeys = new Set(keys);

/** Chinese characters, and the punctuation and spaces that only Chinese uses. */
const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
/** Names of keys and of a file format are the same in both languages. */
const everywhere = /\b(Ctrl|Alt|Enter|CSV)\b/g;

/** @param data what people wrote, and names: they stay as they are in any language. */
export function languageFaults(
  language: Language,
  { lang, texts }: PageText,
  data: ReadonlySet<string>,
): string[] {
  const longestFirst = [...data].sort((one, other) => other.length - one.length);
  const withoutData = (text: string) =>
    longestFirst.reduce((rest, item) => rest.replaceAll(item, ' '), text);
  const faults = [...new Set(texts.map((text) => text.trim()))]
    .filter((text) => text && !data.has(text))
    .flatMap((text) => {
      const fault = faultOf(language, text, withoutData);
      return fault ? [`${fault}: ${text}`] : [];
    });
  return lang === langOf[language] ? faults : [...faults, `html lang is ${lang}`];
}

function faultOf(
  language: Language,
  text: string,
  withoutData: (text: string) => string,
): string | null {
  if (/\{\{|\}\}/.test(text)) return 'a gap left open';
  if (allKeys.has(text) && !known[language].has(text)) return 'a key without its text';
  const isForeign = (words: string) =>
    language === 'en'
      ? chinese.test(words)
      : /[A-Za-z]{2,}/.test(words.replaceAll(everywhere, ' '));
  if (!isForeign(text) || !isForeign(withoutData(text))) return null;
  return language === 'en' ? 'Chinese in English' : 'English in Chinese';
}
