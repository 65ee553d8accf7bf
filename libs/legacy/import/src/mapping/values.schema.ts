/** The small shapes a mapping is made of: a column, a choice, a text. */
import { z } from 'zod';
import { findColumn, type Column, type Header } from '../csv/header';
import { section } from './section';

/** A value of ours: the same for every row, or read from a column. */
export type Choice<Value> =
  | Readonly<{ constant: Value }>
  | Readonly<{
      column: Column;
      /** What the ledger's words mean; without it the column holds our own words. */
      values: ReadonlyMap<string, Value>;
      /** For any other word; absent where such a word means nothing. */
      otherwise?: Value;
    }>;

/** Text with fields of the row in it, in pieces. */
export type Text = readonly (string | Column)[];

// Stands in where the file could not be read: there is a problem then, and no row is.
const unknownColumn: Column = { index: -1, name: '' };

/** @param header null when the file could not be read, so that the rest is checked all the same */
export const columnSchema = (header: Header | null) =>
  z
    .union([z.string().min(1), z.int()], {
      error: 'write the name of a column, name#2 for the second of that name, or its number',
    })
    .transform((ref, context): Column => {
      const found = header ? findColumn(header, ref) : unknownColumn;
      if (!('problem' in found)) return found;
      context.issues.push({ code: 'custom', message: found.problem, input: ref });
      return unknownColumn;
    });

const isMap = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A constant, or `{ column, values, otherwise }`.
 * @param words every value of ours that a column may hold literally
 */
export const choiceSchema = <Value extends string | number>(
  header: Header | null,
  allowed: z.ZodType<Value>,
  words: readonly Value[],
) =>
  z.preprocess(
    (value) => (isMap(value) ? value : { constant: value }),
    section({
      constant: allowed.optional(),
      column: columnSchema(header).optional(),
      values: z.record(z.string(), allowed).optional(),
      otherwise: allowed.optional(),
    }).transform(({ constant, column, values, otherwise }, context): Choice<Value> => {
      if (constant !== undefined && column === undefined) return { constant };
      if (column === undefined) {
        const message = `write one of ${words.join(', ')}, or the "column" it is read from`;
        context.issues.push({ code: 'custom', message, input: undefined });
      }
      const known = values ? Object.entries(values) : words.map((word) => [String(word), word]);
      return {
        column: column ?? unknownColumn,
        values: new Map(known as [string, Value][]),
        ...(otherwise === undefined ? {} : { otherwise }),
      };
    }),
  );

/** Text in which `{a column}` stands for the row's field; `{{` is a brace. */
export const textSchema = (header: Header | null) =>
  z.string().transform((text, context): Text => {
    const pieces: (string | Column)[] = [];
    for (const [piece, name] of text.matchAll(/\{\{|\{([^{}]+)\}|[^{]+|\{/g)) {
      const found = name === undefined || !header ? null : findColumn(header, reference(name));
      if (found && 'problem' in found) {
        context.issues.push({ code: 'custom', message: found.problem, input: text });
      } else {
        pieces.push(found ?? (piece === '{{' ? '{' : piece));
      }
    }
    return pieces;
  });

const reference = (name: string) => (/^[1-9]\d*$/.test(name) ? Number(name) : name);

/** What a person, customer or unit of the ledger is called here, e.g. `员工 {value}`. */
export const nameSchema = z.string().refine((text) => text.includes('{value}'), {
  error: 'write {value} where the ledger\'s own name belongs, e.g. "员工 {value}"',
});
