/** The platform over HTTP, for what must be there before a journey begins. */
import { randomUUID } from 'node:crypto';
import { demoPassword } from './visitor';

type Changed = Readonly<{ id: string; revision: number }>;
type SignedIn = Readonly<{ token: string }>;

const address = (path: string) => `${process.env['TEST_PLATFORM_URL']}/api${path}`;

/** Somebody who works without the portal. */
export class Clerk {
  private constructor(private readonly token: string) {}

  static async signIn(username: string, password = demoPassword): Promise<Clerk> {
    const { token } = await read<SignedIn>(
      fetch(address('/auth/sign-in'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      }),
    );
    return new Clerk(token);
  }

  get<Body>(path: string): Promise<Body> {
    return read(this.ask(path));
  }

  /** Whether there is such a thing yet. */
  async finds(path: string): Promise<boolean> {
    return (await this.ask(path)).ok;
  }

  /** @param revision of what is changed; absent where something new is created. */
  tell<Body = Changed>(path: string, body: object, revision?: number): Promise<Body> {
    return read(
      fetch(address(path), {
        method: 'POST',
        headers: {
          ...this.headers(),
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        },
        body: JSON.stringify(body),
      }),
    );
  }

  async changePassword(current: string, next: string): Promise<void> {
    const answer = await fetch(address('/auth/password'), {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': 'application/json' },
      body: JSON.stringify({ current, next }),
    });
    if (!answer.ok) throw new Error(`The password was not changed: ${await answer.text()}`);
  }

  private ask = (path: string) => fetch(address(path), { headers: this.headers() });

  private headers = () => ({ authorization: `Bearer ${this.token}` });
}

async function read<Body>(answering: Promise<Response>): Promise<Body> {
  const answer = await answering;
  const body = (await answer.json().catch(() => ({}))) as Body;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

const vain = (what: string) => new Error(`Waited in vain: ${what}`);

/** Waits for what is carried over between services. */
export async function until(
  holds: () => Promise<boolean>,
  what: string | (() => string),
  withinMs = 60_000,
) {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw vain(typeof what === 'string' ? what : what());
    await new Promise((again) => setTimeout(again, 40));
  }
}

const [minuteMs, dayMs] = [60_000, 86_400_000];

/** Figures are kept by the day in Shanghai: who compares them begins well before midnight. */
export async function awayFromMidnight(minutes = 2) {
  const left = () => dayMs - ((Date.now() + 8 * 60 * minuteMs) % dayMs);
  const awayMs = minutes * minuteMs;
  await until(async () => left() > awayMs, 'midnight', awayMs + minuteMs);
}

let stamp = 0;

/** A name nobody had before, so that a journey can be repeated on the same platform. */
export function unusual(what: string): string {
  stamp = Math.max(stamp + 1, Date.now());
  return `${what}${stamp.toString(36).slice(-6)}`;
}
