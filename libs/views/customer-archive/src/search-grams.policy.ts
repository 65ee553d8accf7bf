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
  const characters = [...text.toLowerCase()];
  for (let at = 0; at < characters.length; at++) {
    const [one, two, three] = characters.slice(at, at + 3) as [string, string?, string?];
    if (two === undefined) break;
    if (!isDigit(one) || !isDigit(two)) grams.add(one + two);
    // `路12` and `12号` tell one house from the others of its street.
    if (three !== undefined && isDigit(two) && isDigit(one) !== isDigit(three)) {
      grams.add(one + two + three);
    }
    const four = characters.slice(at, at + digitsLength);
    if (four.length === digitsLength && four.every(isDigit)) grams.add(four.join(''));
  }
  return grams;
}

const isDigit = (character: string) => character >= '0' && character <= '9';

/** Of a text as it is written, and as it is without hyphens; no gram reaches across lines. */
export function gramsOfLines(text: string): readonly string[] {
  const grams = new Set<string>();
  for (const line of text.split('\n')) {
    for (const gram of gramsOf(line)) grams.add(gram);
    if (line.includes('-')) for (const gram of gramsOf(line.replaceAll('-', ''))) grams.add(gram);
  }
  return [...grams];
}

/** Keys as they are searched: one a line, in lower case. */
export const linesOf = (keys: readonly string[]): string =>
  keys
    .map((key) => key.replaceAll('\n', ' '))
    .join('\n')
    .toLowerCase();
