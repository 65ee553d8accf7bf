/** A value of any field as people read it. */
import { titlesOf, type PartKind } from './titles';
import type { Term } from '@taizhang/portal/ui';

export type Writing = Readonly<{
  term: Term;
  nameOf: (id: string) => string;
  promiseOf: (promise: string) => string;
  instant: (at: string) => string;
  /** The word for a value that no contract has one for; undefined where there is none. */
  word: (key: string) => string | undefined;
  count: (count: number) => string;
  /** @param amount in kWh */
  energy: (amount: string) => string;
  none: string;
}>;

const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function writtenValue(
  kind: PartKind,
  field: string,
  value: unknown,
  writing: Writing,
): string {
  const { none, term, word } = writing;
  if (value === null || value === undefined || value === '') return none;
  if (Array.isArray(value)) return writtenList(kind, field, value, writing);
  const titles = titlesOf(kind, field);
  if (titles) return term(titles, String(value));
  if (typeof value === 'boolean') return word(value ? 'yes' : 'no')!;
  if (typeof value === 'number') return writtenNumber(field, value, writing);
  if (typeof value === 'string') return writtenText(kind, field, value, writing);
  const { edition, state, amountFen } = value as Whole;
  return [
    edition,
    state && word(`adjustment.${state}`),
    amountFen !== undefined && writtenNumber('amountFen', amountFen, writing),
  ]
    .filter(Boolean)
    .join(' ');
}

/** An adjustment, or a list of questions that is called by its edition. */
type Whole = Readonly<{ edition?: string; state?: string; amountFen?: number }>;

/** Money is kept in fen, points in hundredths, energy in Wh. */
function writtenNumber(field: string, value: number, { energy }: Writing): string {
  if (field.endsWith('Fen')) return `¥${(value / 100).toFixed(2)}`;
  if (field.endsWith('Hundredths')) return (value / 100).toFixed(2);
  return field.endsWith('Wh') ? energy((value / 1000).toFixed(1)) : String(value);
}

function writtenText(kind: PartKind, field: string, text: string, writing: Writing): string {
  if (instantShape.test(text)) return writing.instant(text);
  if (field === 'nextPromise') return writing.promiseOf(text);
  if (/^(staff|unit|system)-/.test(text)) return writing.nameOf(text);
  return (kind === 'contact' && field === 'status' && writing.word(`contact.${text}`)) || text;
}

type Item = Readonly<{
  promise?: string;
  state?: string;
  billId?: string;
  openFen?: number;
  caseId?: string;
  total?: number | null;
}>;

/** Which lists are written out; of others their length says enough. */
const writtenOut = ['promises', 'waits', 'open', 'items'];

function writtenList(
  kind: PartKind,
  field: string,
  items: readonly unknown[],
  writing: Writing,
): string {
  if (items.length === 0) return writing.none;
  if (items.every((item) => typeof item !== 'object')) {
    return items.map((item) => writtenValue(kind, field, item, writing)).join('\n');
  }
  if (!writtenOut.includes(field)) return writing.count(items.length);
  return (items as readonly Item[]).map((item) => writtenItem(item, writing)).join('\n');
}

/** A promise with its state, a case of a spot check with its points, or an open bill. */
function writtenItem(item: Item, writing: Writing): string {
  const { promiseOf, word, none } = writing;
  const { promise, state, billId, openFen = 0, caseId, total } = item;
  if (promise) return `${promiseOf(promise)} ${(state && word(`promise.${state}`)) ?? ''}`.trim();
  if (caseId) return `${caseId} ${total ?? none}`;
  return `${billId} ${writtenNumber('openFen', openFen, writing)}`;
}
