/** Accounts of people who sign in with a password of ours. */
import { systemClock, type ActorId, type Clock } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import type pg from 'pg';
import { Failures, lockSecondsForName, tooManyAttempts } from './failures';
import { hashPassword, isPassword, nobodysHash, oneTimePassword, weaknessOf } from './password';
import type { SigningKey } from './signing-key';

export type Account = Readonly<{
  username: string;
  staffId: ActorId;
  name: string | null;
  unitId: string | null;
  roles: readonly string[];
  mustChange: boolean;
  tokenVersion: number;
}>;

export type NewAccount = Pick<Account, 'username' | 'staffId' | 'name' | 'unitId' | 'roles'> &
  Readonly<{
    /** Without one a one-time password is made, which must be changed at once. */
    password?: string;
    /** What the one-time password is made from, e.g. the command id; random without. */
    seed?: string;
  }>;

type Credentials = Account & Readonly<{ passwordHash: string; lockedUntilMs: number | null }>;

// How long another process may go on with an account as it was.
const keptMs = 3_000;

// By number of failures, for PostgreSQL; the last holds for all that follow.
const lockSeconds = Array.from({ length: 12 }, (_, index) => lockSecondsForName(index + 1));
const lockSecondsMax = lockSeconds.at(-1)!;

const columns = `
  username, staff_id AS "staffId", name, unit_id AS "unitId", roles, must_change AS "mustChange",
  token_version AS "tokenVersion", password_hash AS "passwordHash",
  (extract(epoch FROM locked_until) * 1000)::float8 AS "lockedUntilMs"`;

export class AccountStore {
  private readonly kept = new Map<string, { untilMs: number; account: Promise<Account | null> }>();
  private readonly unknownNames: Failures;

  private readonly secret: Uint8Array;

  /** @param key makes the one-time passwords of seeds */
  constructor(
    private readonly pool: pg.Pool,
    key: Pick<SigningKey, 'derive'>,
    private readonly clock: Clock = systemClock,
  ) {
    this.secret = key.derive('one-time passwords');
    this.unknownNames = new Failures(lockSecondsForName, () => this.nowMs());
  }

  /** Takes out who a member of staff was; their account cannot be used any more. */
  async forget(staffId: ActorId): Promise<void> {
    await this.pool.query(
      `UPDATE auth.accounts SET username = 'erased-' || staff_id, name = NULL, password_hash = $3,
         disabled_at = coalesce(disabled_at, $2), token_version = token_version + 1
       WHERE staff_id = $1`,
      [staffId, this.now(), nobodysHash],
    );
    this.kept.clear();
    // Nor in rows as they were, nor in what the planner remembers of the column.
    await this.pool.query('VACUUM (ANALYZE) auth.accounts');
  }

  /**
   * Creates an account once; told twice it answers the same, unless the seed is random.
   * @returns the one-time password, null when a password was given
   * @throws HttpProblem `username-taken`, `password-too-weak`
   */
  async create(account: NewAccount): Promise<string | null> {
    const username = account.username.toLowerCase();
    const { staffId, name, unitId, roles, password, seed } = account;
    const weakness = password === undefined ? null : weaknessOf(password, username);
    if (weakness) throw new HttpProblem('password-too-weak', { extra: { reason: weakness } });
    const oneTime = password === undefined ? oneTimePassword(this.secret, seed) : null;
    const hash = await hashPassword(password ?? oneTime!);
    const { rowCount } = await this.pool.query(
      `INSERT INTO auth.accounts
         (username, staff_id, name, unit_id, roles, password_hash, must_change, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [username, staffId, name, unitId, roles, hash, oneTime !== null, this.now()],
    );
    if (rowCount === 1) return oneTime;
    const known = await this.readByName(username);
    if (known?.staffId !== staffId) throw new HttpProblem('username-taken');
    return oneTime;
  }

  /**
   * The account behind a username and its password.
   * @throws HttpProblem `sign-in-failed`, also for a name nobody has; `too-many-attempts`
   */
  async verify(name: string, password: string): Promise<Account> {
    const username = name.toLowerCase();
    const known = await this.readByName(username);
    if (!known) {
      this.unknownNames.attempt(username);
      await isPassword(password, nobodysHash);
      throw new HttpProblem('sign-in-failed');
    }
    // At once: what counting costs must not tell a known name from an unknown one.
    const [, right] = await Promise.all([
      this.countAttempt(known),
      isPassword(password, known.passwordHash),
    ]);
    if (!right) throw new HttpProblem('sign-in-failed');
    await this.change(`failed_attempts = 0, locked_until = NULL`, known.staffId);
    return accountOf(known);
  }

  /**
   * Changes the password of somebody who knows the current one, and ends their tokens.
   * @throws HttpProblem `current-password-wrong`, `password-too-weak`, `too-many-attempts`
   */
  async changePassword(staffId: ActorId, current: string, next: string): Promise<void> {
    const { username } = await this.read(staffId);
    await this.verify(username, current).catch((error: unknown) => {
      const wrong = error instanceof HttpProblem && error.code === 'sign-in-failed';
      throw wrong ? new HttpProblem('current-password-wrong') : error;
    });
    const weakness = weaknessOf(next, username, current);
    if (weakness) throw new HttpProblem('password-too-weak', { extra: { reason: weakness } });
    await this.setPassword(staffId, next, false);
  }

  /** Gives somebody who forgot it a one-time password, unlocks them and ends their tokens. */
  async resetPassword(staffId: ActorId): Promise<string> {
    const password = oneTimePassword(this.secret);
    await this.setPassword(staffId, password, true);
    return password;
  }

  /** Another unit or other roles; holds within seconds, without signing in again. */
  async reassign(staffId: ActorId, unitId: string | null, roles: readonly string[]): Promise<void> {
    await this.change('unit_id = $2, roles = $3', staffId, unitId, roles);
  }

  /** Nobody signs in with it again, and its tokens end. */
  async disable(staffId: ActorId): Promise<void> {
    const ended = 'disabled_at = coalesce(disabled_at, $2), token_version = token_version + 1';
    await this.change(ended, staffId, this.now());
  }

  /** The account as it was at most a few seconds ago; null when there is none to sign in with. */
  find(staffId: string): Promise<Account | null> {
    const kept = this.kept.get(staffId);
    const leftMs = kept ? kept.untilMs - this.nowMs() : 0;
    // More than it was given is left where the clock was put back.
    if (kept && leftMs > 0 && leftMs <= keptMs) return kept.account;
    const account = this.readBy('staff_id', staffId).then((found) => found && accountOf(found));
    this.kept.set(staffId, { untilMs: this.nowMs() + keptMs, account });
    // What could not be read is asked for again by the next one.
    account.catch(() => this.kept.delete(staffId));
    return account;
  }

  private async setPassword(staffId: ActorId, password: string, mustChange: boolean) {
    const hash = await hashPassword(password);
    await this.change(
      `password_hash = $2, must_change = $3, token_version = token_version + 1,
       failed_attempts = 0, locked_until = NULL`,
      staffId,
      hash,
      mustChange,
    );
  }

  /**
   * In one statement, so that many guesses at once count as many. A lock that lasts longer than any
   * that is given was given by a clock that has been put back since, and holds nobody.
   */
  private async countAttempt({ staffId, lockedUntilMs }: Credentials): Promise<void> {
    const waitMs = (lockedUntilMs ?? 0) - this.nowMs();
    if (waitMs > 0 && waitMs <= lockSecondsMax * 1000) throw tooManyAttempts(waitMs);
    const { rowCount } = await this.pool.query(
      `UPDATE auth.accounts SET failed_attempts = failed_attempts + 1,
         locked_until = $2::timestamptz
           + make_interval(secs => ($3::float8[])[least(failed_attempts + 1, $4)])
       WHERE staff_id = $1 AND (locked_until IS NULL OR locked_until <= $2
         OR locked_until > $2::timestamptz + make_interval(secs => $5))`,
      [staffId, this.now(), lockSeconds, lockSeconds.length, lockSecondsMax],
    );
    if (rowCount === 0) throw tooManyAttempts(lockSecondsForName(5) * 1000);
  }

  private async change(assignments: string, staffId: string, ...values: unknown[]): Promise<void> {
    const sql = `UPDATE auth.accounts SET ${assignments} WHERE staff_id = $1`;
    const { rowCount } = await this.pool.query(sql, [staffId, ...values]);
    this.kept.delete(staffId);
    if (rowCount === 0) throw new HttpProblem('account-missing');
  }

  private async read(staffId: ActorId): Promise<Credentials> {
    const found = await this.readBy('staff_id', staffId);
    if (!found) throw new HttpProblem('account-missing');
    return found;
  }

  private readByName = (username: string) => this.readBy('username', username);

  private async readBy(column: 'username' | 'staff_id', value: string) {
    const { rows } = await this.pool.query<Credentials>(
      `SELECT ${columns} FROM auth.accounts WHERE ${column} = $1 AND disabled_at IS NULL`,
      [value],
    );
    return rows[0] ?? null;
  }

  private now = () => this.clock.now();
  private nowMs = () => Date.parse(this.now());
}

const accountOf = ({ passwordHash: _, lockedUntilMs: __, ...account }: Credentials): Account =>
  account;
