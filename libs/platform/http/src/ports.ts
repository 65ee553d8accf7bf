/** What HTTP needs from others and does not want to know how it is done. */
import type { ActorId } from '@taizhang/kernel';

/** Who asks, after the token was looked at. */
export type Principal = Readonly<{
  staffId: ActorId;
  username: string;
  name: string;
  /** The unit they work for; null for those above units. */
  unitId: string | null;
  roles: readonly string[];
  permissions: readonly string[];
  /** Until then everything but changing the password is refused. */
  mustChangePassword: boolean;
}>;

export const AUTHENTICATOR = Symbol('Authenticator');

export interface Authenticator {
  /** Every permission there is; a route that asks for another is refused at start-up. */
  readonly permissions: readonly string[];
  /**
   * The person a bearer token stands for; null when it is not, or no longer, valid.
   * @throws HttpProblem when it cannot be found out at the moment
   */
  authenticate(token: string): Promise<Principal | null>;
}

export const POSITION_WAITER = Symbol('PositionWaiter');

/** True as soon as the read models are at `position`, false when they are not in time. */
export type PositionWaiter = (position: bigint, timeoutMs: number) => Promise<boolean>;
