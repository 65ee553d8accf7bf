/** The one door to the API: token, language, problems, and reading what one has just written. */
import { noConnection, ownProblem, ProblemError, problemFrom } from './problem';
import { session as thisSession, type SessionStore } from './session';

export type Handled = Readonly<{ id: string; revision: number; position: string | null }>;

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

export type Asking = Readonly<{
  query?: QueryValues;
  signal?: AbortSignal;
  /** False for questions that do not read the read models, or must answer while they are behind. */
  afterOwnCommands?: boolean;
}>;

export type Commanding = Readonly<{
  body?: unknown;
  /** The revision the change was decided on (If-Match); absent where something new is created. */
  revision?: number;
  /** Idempotency-Key: the same for every attempt at the same act. */
  key: string;
}>;

type Surroundings = Readonly<{
  session: SessionStore;
  fetch: typeof fetch;
  language: () => string;
}>;

type Sending = Readonly<{
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal | undefined;
}>;

export function addressOf(path: string, query: QueryValues = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

type Send = <Answer>(sending: Sending) => Promise<Answer>;

/** One request and what became of it. @throws ProblemError, also where no answer came. */
const sender =
  ({ session, fetch, language }: Surroundings): Send =>
  async <Answer>({ method, path, headers, body, signal }: Sending): Promise<Answer> => {
    const token = session.current()?.token;
    const response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': language(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ProblemError(ownProblem(noConnection, 0));
    });

    const position = response.headers.get('taizhang-position');
    if (position) session.advanceTo(position);
    if (response.status === 204) return undefined as Answer;
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer as Answer;
    const problem = problemFrom(response.status, answer, response.headers.get('retry-after'));
    // Only the token that was refused ends: another may have been given meanwhile.
    if (problem.code === 'not-signed-in' && token === session.current()?.token) session.runOut();
    throw new ProblemError(problem);
  };

export function createClient(surroundings: Surroundings) {
  const send = sender(surroundings);

  function waiting({ afterOwnCommands = true }: Asking): Record<string, string> {
    const position = surroundings.session.current()?.position;
    return position && afterOwnCommands ? { 'taizhang-wait-for': position } : {};
  }

  return {
    get<Answer>(path: string, asking: Asking = {}): Promise<Answer> {
      return send({
        method: 'GET',
        path: addressOf(path, asking.query),
        headers: waiting(asking),
        signal: asking.signal,
      });
    },

    /** A question whose words are personal and therefore travel in a body. */
    ask<Answer>(path: string, body: unknown, asking: Asking = {}): Promise<Answer> {
      return send({
        method: 'POST',
        path: addressOf(path, asking.query),
        headers: waiting(asking),
        body,
        signal: asking.signal,
      });
    },

    command<Answer = Handled>(path: string, command: Commanding): Promise<Answer> {
      const { body = {}, revision, key } = command;
      return send({
        method: 'POST',
        path: addressOf(path),
        headers: {
          'idempotency-key': key,
          ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        },
        body,
      });
    },

    remove<Answer>(path: string, key: string): Promise<Answer> {
      return send({ method: 'DELETE', path: addressOf(path), headers: { 'idempotency-key': key } });
    },
  };
}

export const client = createClient({
  session: thisSession,
  fetch: (...request) => globalThis.fetch(...request),
  // The interface sets it on the page; nothing else needs to know the client.
  language: () => globalThis.document?.documentElement.lang || 'zh',
});
