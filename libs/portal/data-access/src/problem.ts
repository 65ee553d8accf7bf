/** What the API answers when it does not do what was asked (RFC 9457), in the reader's language. */

export type FieldError = Readonly<{ path: string; message: string }>;

export type Problem = Readonly<{
  /** Stable kebab-case code, e.g. `revision-stale`; the portal's own are below. */
  code: string;
  /** HTTP status; 0 where no answer came. */
  status: number;
  title: string;
  detail: string;
  /** What the reader can do about it. */
  remedy: string;
  errors: readonly FieldError[];
  /** By which operators find it in the log of the service; empty where it is the asker's matter. */
  correlationId: string;
  /** Trying again is of no use before; null where nothing is said of it. */
  waitSeconds: number | null;
}>;

/** No answer came at all: the network or the server is away. */
export const noConnection = 'no-connection';
/** An answer came that is not one of the API's, e.g. a proxy's error page. */
export const unreadableAnswer = 'unreadable-answer';

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.title}`);
  }
}

/** A problem the portal found by itself; its words come from the interface, by code. */
export const ownProblem = (code: string, status: number): Problem => ({
  code,
  status,
  title: '',
  detail: '',
  remedy: '',
  errors: [],
  correlationId: '',
  waitSeconds: null,
});

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.map((error: { path?: unknown; message?: unknown }) => ({
    path: Array.isArray(error.path) ? error.path.join('.') : text(error.path),
    message: text(error.message),
  }));
}

/**
 * Reads a problem from the body of a refused request, whatever the body turns out to be.
 * @param retryAfter the header of that name, in seconds
 */
export function problemFrom(
  status: number,
  body: unknown,
  retryAfter: string | null = null,
): Problem {
  const answer = (body ?? {}) as Record<string, unknown>;
  if (typeof answer['code'] !== 'string') return ownProblem(unreadableAnswer, status);
  return {
    code: answer['code'],
    status,
    title: text(answer['title']),
    detail: text(answer['detail']),
    remedy: text(answer['remedy']),
    errors: fieldErrors(answer['errors']),
    correlationId: text(answer['correlationId']),
    waitSeconds: Number(retryAfter) || null,
  };
}

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : ownProblem('unexpected', 0);

export const isProblem = (error: unknown, code: string): boolean =>
  error instanceof ProblemError && error.problem.code === code;
