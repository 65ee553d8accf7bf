/** What goes wrong, as people read it: RFC 9457 documents from one catalogue in two languages. */
import type { Bilingual, Language } from './language';

export type Problem = Readonly<{
  /** HTTP status, 400 to 599. */
  status: number;
  /** What happened, in a few words. */
  title: Bilingual;
  /** Why, in one sentence. */
  detail: Bilingual;
  /** What the reader can do about it. */
  remedy: Bilingual;
}>;

/** Problems by their stable code in kebab-case; the code is also the end of the type URI. */
export type ProblemCatalogue = Readonly<Record<string, Problem>>;

/** Keeps the codes of a catalogue; combine with `satisfies Record<Refusal, Problem>`. */
export const defineProblems = <Code extends string>(problems: Record<Code, Problem>) => problems;

/** One field that is not as it should be; never repeats what was sent. */
export type FieldError = Readonly<{
  in: 'body' | 'query' | 'path' | 'header';
  /** Names joined by dots, e.g. `phones.0`; empty for the whole. */
  path: string;
  message: string | Bilingual;
}>;

type More = Readonly<{
  errors?: readonly FieldError[];
  /** Further members of the problem document, e.g. the actual revision. */
  extra?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
  cause?: unknown;
}>;

/** Thrown anywhere behind a route; answered as the problem document of its code. */
export class HttpProblem extends Error {
  constructor(
    readonly code: string,
    readonly more: More = {},
  ) {
    super(code, more.cause === undefined ? undefined : { cause: more.cause });
  }
}

/** The value, or the problem `not-found` in its place. */
export function orNotFound<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new HttpProblem('not-found');
  return value;
}

/**
 * Joins catalogues into one.
 * @throws Error when two of them give one code, or a code or status is malformed
 */
export function joinProblems(...catalogues: readonly ProblemCatalogue[]): ProblemCatalogue {
  const all: Record<string, Problem> = {};
  for (const [code, problem] of catalogues.flatMap((catalogue) => Object.entries(catalogue))) {
    const known = all[code];
    if (known && known !== problem) throw new Error(`Two problems are called "${code}"`);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) {
      throw new Error(`Problem code "${code}" is not in kebab-case`);
    }
    if (!(problem.status >= 400 && problem.status <= 599)) {
      throw new Error(`Problem "${code}" has status ${problem.status}, not one from 400 to 599`);
    }
    all[code] = problem;
  }
  return all;
}

/** The body of the answer, in one language. */
export const problemDocument = (
  code: string,
  { status, title, detail, remedy }: Problem,
  language: Language,
  { errors, extra }: More = {},
) => ({
  type: `/problems/${code}`,
  title: title[language],
  status,
  code,
  detail: detail[language],
  remedy: remedy[language],
  ...(errors && { errors: errors.map((error) => inLanguage(error, language)) }),
  ...extra,
});

const inLanguage = ({ message, ...place }: FieldError, language: Language) => ({
  ...place,
  message: typeof message === 'string' ? message : message[language],
});
