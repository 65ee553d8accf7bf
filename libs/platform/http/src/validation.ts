/** Whether what was sent can be worked with, told in plain words and without repeating it. */
import type { z } from 'zod';
import type { Language } from './language';
import { HttpProblem, type FieldError } from './problem';
import { sentenceFor } from './validation.sentences';

const depthMax = 32;
const errorsMax = 50;
const pathLengthMax = 200;

/** A value as its schema makes it, or what is wrong with it: one sentence a field. */
export type Checked<Data> = Readonly<
  { data: Data } | { reasons: { path: string; message: string }[] }
>;

/**
 * Checks a part of a request and answers it as its schema makes it.
 * @throws HttpProblem `request-invalid` with one error a field
 */
export function parsePart<Schema extends z.ZodType>(
  part: FieldError['in'],
  schema: Schema,
  value: unknown,
  language: Language,
): z.output<Schema> {
  const checked = checkIn(language)(schema, value);
  if ('data' in checked) return checked.data;
  throw invalid(checked.reasons.map((reason) => ({ in: part, ...reason })));
}

/** Checks values one by one, for whoever tells of each by itself. */
export const checkIn =
  (language: Language) =>
  <Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.output<Schema>> => {
    const place: string[] = [];
    const found = findUnstorable(value, place);
    if (found) return { reasons: [{ path: pathOf(place), message: sentences[found][language] }] };
    const parsed = schema.safeParse(value, {
      error: (issue) => sentenceFor(issue as z.core.$ZodIssue, language),
    });
    if (parsed.success) return { data: parsed.data };
    const issues = parsed.error.issues.slice(0, errorsMax);
    return {
      reasons: issues.map((issue) => ({
        path: pathOf(issue.path),
        message: inOneLanguage(issue, language),
      })),
    };
  };

const pathOf = (names: readonly PropertyKey[]) =>
  names.map(String).join('.').slice(0, pathLengthMax);

/** A refusal of a header by hand. */
export const invalidHeader = (path: string, message: string) =>
  invalid([{ in: 'header', path, message }]);

const invalid = (errors: readonly FieldError[]) => new HttpProblem('request-invalid', { errors });

/**
 * A schema's own message reads `中文 / English`, or is English alone and then no sentence for a
 * Chinese reader.
 */
function inOneLanguage(issue: z.core.$ZodIssue, language: Language): string {
  const [zh, en] = issue.message.split(' / ');
  if (en !== undefined) return language === 'zh' ? zh! : en;
  const readable = language === 'en' || /\p{Script=Han}/u.test(issue.message);
  return readable ? issue.message : sentenceFor(issue, language);
}

const sentences = {
  deep: { zh: '嵌套层数过多', en: 'is nested too deeply' },
  text: {
    zh: '含有无法保存的字符（空字符或残缺的 Unicode）',
    en: 'holds characters that cannot be stored (NUL or broken Unicode)',
  },
};

/**
 * What no schema looks for: PostgreSQL stores neither NUL nor half a surrogate pair, and what is
 * nested without end exhausts whoever walks it. Leaves the place of the finding in `path`.
 */
function findUnstorable(value: unknown, path: string[]): keyof typeof sentences | null {
  if (typeof value === 'string') return unstorable.test(value) ? 'text' : null;
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= depthMax) return 'deep';
  for (const [name, inner] of Object.entries(value)) {
    if (unstorable.test(name)) return 'text';
    path.push(name);
    const found = findUnstorable(inner, path);
    if (found) return found;
    path.pop();
  }
  return null;
}

// With the u flag a surrogate only matches when its other half is missing.
const unstorable = /[\0\p{Surrogate}]/u;
