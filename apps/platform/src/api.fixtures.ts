/** A small client for tests of the whole platform: one person, signed in. */
import { randomUUID } from 'node:crypto';

export type Answer<Body = Record<string, unknown>> = Readonly<{
  status: number;
  headers: Headers;
  body: Body;
}>;

type CallOptions = Readonly<{ key?: string; ifMatch?: number; waitFor?: string; method?: string }>;

export class Person {
  constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  static async signIn(url: string, username: string, password: string): Promise<Person> {
    const { status, body } = await new Person(url, '').post('auth/sign-in', { username, password });
    if (status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(body)}`);
    return new Person(url, String(body['token']));
  }

  get<Body = Record<string, unknown>>(path: string, options: CallOptions = {}) {
    return this.call<Body>('GET', path, undefined, options);
  }

  post<Body = Record<string, unknown>>(path: string, body: object, options: CallOptions = {}) {
    return this.call<Body>(options.method ?? 'POST', path, body, options);
  }

  /** A command that must be accepted; answers what it answered. */
  async does(path: string, body: object, options: CallOptions = {}) {
    const answer = await this.post<{ id: string; revision: number; position: string }>(path, body, {
      key: randomUUID(),
      ...options,
    });
    if (answer.status >= 300) {
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  private async call<Body>(
    method: string,
    path: string,
    body: object | undefined,
    { key, ifMatch, waitFor }: CallOptions,
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}/api/${path}`, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        ...(waitFor && { 'taizhang-wait-for': waitFor }),
        'accept-language': 'en',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? {} : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed as Body };
  }
}

/** Asks again until it holds; a condition, not a pause, and generous for a busy machine. */
export async function until<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  timeoutMs = 45_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still not so: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
