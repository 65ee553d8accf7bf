/** Values of rows as PostgreSQL takes them, and back. */
import type { Column, ColumnType } from '@taizhang/kernel';
import { instantFromPostgres } from '@taizhang/platform/database';
import type { CustomTypesConfig } from 'pg';
import type { AnyRow } from './schema';

const escapes: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  // No text of PostgreSQL may hold it; anything may come in over a telephone line.
  '\0': '\uFFFD',
};
const special = /[\\\t\n\r\0]/;
/** As above, and halves of characters, which come back as another one. */
export const unstorable = /\0|\p{Surrogate}/u;
const allUnstorable = new RegExp(unstorable, 'gu');

const escaped = (text: string) =>
  special.test(text) ? text.replace(/[\\\t\n\r\0]/g, (character) => escapes[character]!) : text;

/** JSON that PostgreSQL accepts as jsonb: without the characters that it cannot store. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Characters of that kind are written as escapes, which are rare enough to be looked at twice.
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(allUnstorable, '\uFFFD') : part,
  );
}

type ToText = (value: unknown) => string;

const copyTexts: Record<ColumnType, ToText> = {
  text: (value) => escaped(value as string),
  jsonb: (value) => {
    const text = jsonText(value);
    // Everything else that is special is escaped in JSON already.
    return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
  },
  integer: String,
  bigint: String,
  boolean: String,
  timestamptz: (value) => value as string,
  date: (value) => value as string,
};

/** A row as a line in the text format of COPY. */
export function copyLineOf(fields: readonly (readonly [string, Column])[]) {
  const columns = fields.map(([field, { type }]) => ({ field, toText: copyTexts[type] }));
  return (row: Readonly<Record<string, unknown>>): string => {
    let line = '';
    let between = '';
    for (const { field, toText } of columns) {
      const value = row[field];
      line += between;
      line += value === null || value === undefined ? '\\N' : toText(value);
      between = '\t';
    }
    return `${line}\n`;
  };
}

const unescapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };

const unescaped = (text: string) =>
  text.includes('\\')
    ? text.replace(/\\(.)/g, (_, character: string) => unescapes[character]!)
    : text;

const fromCopyTexts: Record<ColumnType, (text: string) => unknown> = {
  text: unescaped,
  jsonb: (text) => JSON.parse(text.includes('\\') ? text.replaceAll('\\\\', '\\') : text),
  integer: Number,
  bigint: Number,
  boolean: (text) => text === 'true',
  timestamptz: (text) => text,
  date: (text) => text,
};

/** What `copyLineOf` has made, as a row again: as it would come back out of the table. */
export function copyRowOf(fields: readonly (readonly [string, Column])[]) {
  const columns = fields.map(([field, { type }]) => ({ field, fromText: fromCopyTexts[type] }));
  return (line: string): AnyRow => {
    const row: Record<string, unknown> = {};
    let from = 0;
    for (const { field, fromText } of columns) {
      let to = line.indexOf('\t', from);
      if (to < 0) to = line.length - 1; // the line's own end
      const text = line.slice(from, to);
      row[field] = text === '\\N' ? null : fromText(text);
      from = to + 1;
    }
    return row as AnyRow;
  };
}

/** A column as `rowTypes` reads it, whatever the session's time zone. */
export const selected = (name: string, { type }: Column) =>
  type === 'timestamptz' ? `${name} AT TIME ZONE 'UTC'` : name;

const timestamp = 1114;
const bigint = 20;
const json = 3802;
const boolean = 16;
const integer = 23;

/** Instants and dates are text, numbers are numbers, whatever the pool would make of them. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number) => parsers[oid] ?? asIs) as CustomTypesConfig['getTypeParser'],
};

const asIs = (text: string) => text;

const parsers: Record<number, (text: string) => unknown> = {
  [timestamp]: (text) => instantFromPostgres(`${text}+00`),
  [bigint]: Number,
  [integer]: Number,
  [json]: JSON.parse,
  [boolean]: (text) => text === 't',
};
