/** A platform of its own for one spec: a real PostgreSQL, people who act, a clock to move. */
import { instant, type Clock } from '@taizhang/kernel';
import type { Role } from '@taizhang/contracts/organisation';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { scryptSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Person } from './api.fixtures';
import { startPlatform, type Running } from './main';

export const password = 'a-long-enough-word-7';

export class TestClock implements Clock {
  private offsetMs = 0;
  private standingAtMs: number | null = null;

  now = () => instant(this.standingAtMs ?? Date.now() + this.offsetMs);

  /** Goes on from there. */
  set(time: string): void {
    this.standingAtMs = null;
    this.offsetMs = Date.parse(time) - Date.now();
  }

  /** Stands there: whatever happens now happens at the same moment. */
  stand(time: string): void {
    this.standingAtMs = Date.parse(time);
  }
}

export class TestPlatform {
  private constructor(
    readonly running: Running,
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly clock: TestClock,
    readonly admin: Person,
  ) {}

  /** @param at what time it is when it starts; the system's unless told */
  static async start({ at }: { at?: string } = {}): Promise<TestPlatform> {
    // What a spec provokes on purpose is no news; a failure tells what was asked and answered.
    process.env['LOG_LEVEL'] ??= 'fatal';
    const clock = new TestClock();
    if (at) clock.set(at);
    const database = await createTestDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
    let oneTime = '';
    const running = await startPlatform({
      ...{ port: 0, databaseUrl: database.url, dataDir, demo: false, clock },
      onProgress: (line) => (oneTime = /one-time password (\S+)/.exec(line)?.[1] ?? oneTime),
    });
    const admin = await settleIn(running.url, 'admin', oneTime);
    return new TestPlatform(running, database, dataDir, clock, admin);
  }

  get url(): string {
    return this.running.url;
  }

  async unit(name: string, kind: 'hall' | 'team' = 'team'): Promise<string> {
    return (await this.admin.does('units', { name, kind })).id;
  }

  /** Registers somebody; answers the password they must change at once. */
  async register(username: string, unitId: string, ...roles: Role[]) {
    const member = { username, name: username, unitId, roles };
    return (await this.admin.does('staff', member)) as unknown as Newcomer;
  }

  /** Registers somebody, who signs in with a password that they have chosen. */
  async hire(username: string, unitId: string, ...roles: Role[]): Promise<Person> {
    await this.register(username, unitId, ...roles);
    // Choosing one takes four hashes of 32 MiB more, for each of some hundred people.
    await this.database.pool.query(
      'UPDATE auth.accounts SET password_hash = $2, must_change = false WHERE username = lower($1)',
      [username, cheapHash],
    );
    return this.signIn(username);
  }

  /** Again, e.g. after the clock was moved past the end of a token. */
  signIn(username: string): Promise<Person> {
    return Person.signIn(this.url, username, password);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const salt = Buffer.alloc(16, 1);
const cheapHash =
  `$scrypt$ln=4,r=8,p=1$${salt.toString('base64')}` +
  `$${scryptSync(password, salt, 32, { N: 2 ** 4, r: 8, p: 1 }).toString('base64')}`;

export type Newcomer = Readonly<{ id: string; revision: number; oneTimePassword: string }>;

/** Signs in with a one-time password and chooses another. */
export async function settleIn(
  url: string,
  username: string,
  oneTimePassword: string,
): Promise<Person> {
  const newcomer = await Person.signIn(url, username, oneTimePassword);
  await newcomer.post('auth/password', { current: oneTimePassword, next: password });
  return Person.signIn(url, username, password);
}
