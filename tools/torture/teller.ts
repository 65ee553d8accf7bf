/**
 * A client as it should be: every command under a key of its own, repeated under the same key for
 * as long as nobody answers, and everything that was acknowledged is written down.
 */
import { derivedId } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Journal, Told } from './journal';

export type Line = Readonly<{
  journal: Journal;
  /** Where the platform is reached; undefined while it is down. */
  where(): string | undefined;
}>;

export type Sent = Readonly<{
  key: string;
  path: string;
  body: object;
  /** For commands on what is there already. */
  revision?: number;
  /** Goes away when the answer is lost, and never asks again. */
  abandons?: boolean;
  /** Sends it twice at once, as a proxy does that retries. */
  twice?: boolean;
}>;

export type Answer = Readonly<{ status: number; body: Readonly<Record<string, unknown>> }>;

/** The client went away: whether it was done is not known to anybody but the log. */
export class Abandoned extends Error {}

const answerMsMax = 20_000;
const againMs = 60;
/** Longer than any recovery; who waits so long has found a platform that does not come back. */
const patienceMs = 180_000;

const isWorthRepeating = (status: number) => status === 0 || status === 429 || status >= 500;

export class Teller {
  constructor(
    private readonly line: Line,
    private readonly token: string,
    /** Empty for who is not signed in. */
    readonly staffId: string,
  ) {}

  static async signIn(line: Line, username: string, password: string): Promise<Teller> {
    const body = { username, password };
    const { body: answer } = await new Teller(line, '', '').ask('POST', 'auth/sign-in', body);
    const { staffId } = answer['principal'] as { staffId: string };
    return new Teller(line, String(answer['token']), staffId);
  }

  get journal(): Journal {
    return this.line.journal;
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  /** A command; answers what it was answered, be it a refusal. @throws Abandoned */
  async tells(sent: Sent): Promise<Answer> {
    const { journal } = this.line;
    const commandId = derivedId('http', this.staffId, sent.key);
    const progress = { attempts: 0, wasLost: false };
    journal.underWay += 1;
    try {
      const copies = sent.twice ? 2 : 1;
      const sending = Array.from({ length: copies }, () => this.insist(sent, progress));
      const answers = await Promise.all(sending);
      const told = answers.map((answer) => toldOf(commandId, sent.path, progress, answer));
      journal.commands.push(...told);
      return answers[0]!;
    } catch (error) {
      const nothing = { status: 0, body: {} };
      journal.commands.push(toldOf(commandId, sent.path, progress, nothing));
      throw error;
    } finally {
      journal.underWay -= 1;
    }
  }

  /** Anything that is no command, until it is answered. */
  async ask(method: string, path: string, body?: object): Promise<Answer> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const answer = await this.attempt(method, path, body, {});
      if (!isWorthRepeating(answer.status)) return answer;
      if (Date.now() > deadline) throw new Error(`${method} ${path}: no answer`);
      await delay(againMs);
    }
  }

  private async insist(sent: Sent, progress: { attempts: number; wasLost: boolean }) {
    const { key, path, body, revision, abandons } = sent;
    const ifMatch = revision === undefined ? {} : { 'if-match': `"${revision}"` };
    const deadline = Date.now() + patienceMs;
    for (;;) {
      progress.attempts += 1;
      const headers = { 'idempotency-key': key, ...ifMatch };
      const answer = await this.attempt('POST', path, body, headers);
      if (!isWorthRepeating(answer.status)) return answer;
      progress.wasLost = true;
      if (abandons) throw new Abandoned(path);
      if (Date.now() > deadline) throw new Error(`POST ${path}: no answer`);
      await delay(againMs);
    }
  }

  private async attempt(
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const url = this.line.where();
    if (!url) return { status: 0, body: {} };
    const answer = await fetch(`${url}/api/${path}`, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMsMax),
    })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => undefined);
    this.line.journal.answered(answer?.status ?? 0);
    if (!answer) return { status: 0, body: {} };
    return { status: answer.status, body: answer.text ? JSON.parse(answer.text) : {} };
  }
}

type CommandAnswer = Readonly<{
  id?: string;
  revision?: number;
  position?: string | null;
  code?: string;
}>;

function toldOf(
  commandId: string,
  path: string,
  { attempts, wasLost }: { attempts: number; wasLost: boolean },
  { status, body }: Answer,
): Told {
  const { id, revision, position, code } = body as CommandAnswer;
  const isAcknowledged = status >= 200 && status < 300;
  const outcome = status === 0 ? 'unknown' : isAcknowledged ? 'acknowledged' : 'refused';
  return {
    ...{ commandId, path, attempts, wasLost, outcome, status },
    ...(code !== undefined && { code }),
    ...(isAcknowledged && id !== undefined && { stream: id }),
    ...(isAcknowledged && revision !== undefined && { revision }),
    ...(isAcknowledged && position != null && { position: BigInt(position) }),
  };
}
