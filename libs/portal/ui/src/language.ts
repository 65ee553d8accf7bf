/** Chinese first, English complete; the choice is remembered and told to the page and the API. */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'taizhang.language';

export const isLanguage = (value: unknown): value is Language =>
  languages.includes(value as Language);

function remembered(): Language {
  try {
    const stored = globalThis.localStorage?.getItem(storageKey);
    return isLanguage(stored) ? stored : 'zh';
  } catch {
    return 'zh'; // A browser may forbid storage; the portal works all the same.
  }
}

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: remembered(),
  fallbackLng: false,
  resources: {},
  // Keys are flat, `form.name` is one key; a whole key per text keeps them easy to find.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false }, // React escapes
  initAsync: false,
  showSupportNotice: false,
});

tellPage(remembered());

function tellPage(language: Language) {
  if (globalThis.document) document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export function changeLanguage(language: Language) {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // see above
  }
  tellPage(language);
  void i18n.changeLanguage(language);
}

export function useLanguage(): Language {
  const { i18n: instance } = useTranslation();
  return isLanguage(instance.language) ? instance.language : 'zh';
}

/** Several things in one line: 甲、乙 or A, B. */
export const listed = (items: readonly string[], language: Language): string =>
  items.join(language === 'zh' ? '、' : ', ');
