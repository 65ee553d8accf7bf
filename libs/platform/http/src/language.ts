/** Chinese first, English complete. */

export type Bilingual = Readonly<{ zh: string; en: string }>;
export type Language = keyof Bilingual;

/**
 * The language of an answer by `Accept-Language` (RFC 9110): the one of ours with the higher
 * weight, the earlier of two equal ones, Chinese when neither is asked for.
 */
export function languageOf(accepted: string | undefined): Language {
  if (!accepted) return 'zh';
  let best: Language = 'zh';
  let bestWeight = 0;
  for (const range of accepted.slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language !== 'zh' && language !== 'en') continue;
    const weight = weightOf(parameters);
    if (weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
