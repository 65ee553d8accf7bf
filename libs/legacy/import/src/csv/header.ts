/** The columns of a CSV, and how a mapping points at one. */
import { didYouMean } from '../mapping/closest';

export type Header = Readonly<{
  /** Name of the file, for sentences. */
  file: string;
  /** Null for a file without a header line; its columns are known by number only. */
  names: readonly string[] | null;
  /** Number of fields of a row. */
  width: number;
}>;

/** A column that exists: its place from 0, and what to call it. */
export type Column = Readonly<{ index: number; name: string }>;

/**
 * A column by its name, by `name#2` (the second column of a repeated name) or by its number,
 * counted from 1. A problem is a sentence that says what to write instead.
 */
export function findColumn(header: Header, ref: string | number): Column | { problem: string } {
  if (typeof ref === 'number') return byNumber(header, ref);
  const { names, file } = header;
  if (!names) {
    return { problem: `${file} has no header line; write the number of the column, from 1` };
  }
  const places = placesOf(names, ref);
  if (places.length === 1) return { index: places[0]!, name: ref };
  if (places.length > 1) {
    const choices = places.map((_, nth) => `"${ref}#${nth + 1}"`).join(' or ');
    return { problem: `${file} has ${places.length} columns "${ref}"; write ${choices}` };
  }
  return byOccurrence(names, ref) ?? { problem: notThere(header, names, ref) };
}

function byNumber({ width, file }: Header, number: number): Column | { problem: string } {
  if (number >= 1 && number <= width) return { index: number - 1, name: `column ${number}` };
  return { problem: `${file} has no column ${number}; write a number from 1 to ${width}` };
}

function byOccurrence(names: readonly string[], ref: string): Column | null {
  const parts = /^(.+)#([1-9]\d*)$/s.exec(ref);
  const index = parts ? placesOf(names, parts[1]!)[Number(parts[2]) - 1] : undefined;
  return index === undefined ? null : { index, name: ref };
}

const placesOf = (names: readonly string[], name: string) =>
  names.flatMap((other, index) => (other === name ? [index] : []));

function notThere({ file }: Header, names: readonly string[], ref: string): string {
  const shown = names.slice(0, 40).map((name) => `"${name}"`);
  const more = names.length > 40 ? ` and ${names.length - 40} more` : '';
  const stem = ref.replace(/#\d+$/, '');
  return (
    `${file} has no column "${ref}"${didYouMean(stem, names)}` +
    ` (its columns: ${shown.join(', ')}${more})`
  );
}
