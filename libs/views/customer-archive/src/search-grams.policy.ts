/**
 * By what a piece of a name, an address or a number is found without reading every customer: any
 * two characters that stand side by side, where a number begins or ends one more, and any four
 * digits. Chinese has no words to index, a name has two characters as often as three, and two
 * digits stand in nearly every number.
 */
const digitsLength = 4;

/** What a text holds; whoever holds the text holds all of this. */
export function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  addGrams(grams, text);
  return grams;
}

function addGrams(grams: Set<string>, text: string): void {
  const characters = Array.from(text.toLowerCase());
  let digits = '';
  for (let at = 0; at < characters.length; at++) {
    const one = characters[at]!;
    const isOneDigit = isDigit(one);
    digits = isOneDigit ? digits + one : '';
    if (digits.length >= digitsLength) grams.add(digits.slice(-digitsLength));
    const two = characters[at + 1];
    if (two === undefined) break;
    const isTwoDigit = isDigit(two);
    if (!isOneDigit || !isTwoDigit) grams.add(one + two);
    // `路12` and `12号` tell one house from the others of its street.
    const three = characters[at + 2];
    if (isTwoDigit && three !== undefined && isOneDigit !== isDigit(three)) {
      grams.add(one + two + three);
    }
  }
}

const isDigit = (character: string) => character >= '0' && character <= '9';

/** Of a text as it is written, and as it is without hyphens; no gram reaches across lines. */
export function gramsOfLines(text: string): readonly string[] {
  const grams = new Set<string>();
  for (const line of text.split('\n')) {
    addGrams(grams, line);
    if (line.includes('-')) addGrams(grams, line.replaceAll('-', ''));
  }
  return [...grams];
}

/** Keys as they are searched: one a line, in lower case. */
export const linesOf = (keys: readonly string[]): string =>
  keys
    .map((key) => key.replaceAll('\n', ' '))
    .join('\n')
    .toLowerCase();
