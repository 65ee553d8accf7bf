/** What a mapping says about a value, answered for one row. */
import type { Choice, Text } from '../mapping/values.schema';

export type Fields = readonly string[];

export type Chosen<Value> = { value: Value } | { unknown: string } | 'blank';

export function choose<Value>(choice: Choice<Value>, fields: Fields): Chosen<Value> {
  if ('constant' in choice) return { value: choice.constant };
  const word = fields[choice.column.index]!.trim();
  const value = choice.values.get(word) ?? choice.otherwise;
  if (value !== undefined) return { value };
  return word === '' ? 'blank' : { unknown: word };
}

/** The contracts take so many characters of text and so many of a name. */
export const textLimit = 4000;

export const cut = (text: string, limit: number) =>
  text.length > limit ? `${text.slice(0, limit - 1)}…` : text;

export const fill = (text: Text, fields: Fields) =>
  text.map((piece) => (typeof piece === 'string' ? piece : fields[piece.index]!)).join('');

/** Yuan or fen as whole fen; null for what is no amount. */
export function fenOf(text: string, unit: 'yuan' | 'fen'): number | null {
  const pattern = unit === 'yuan' ? /^\d{1,12}(\.\d{1,2})?$/ : /^\d{1,14}$/;
  if (!pattern.test(text)) return null;
  const [whole = '', part = ''] = text.split('.');
  return unit === 'fen' ? Number(whole) : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
