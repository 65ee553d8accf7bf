/**
 * Who is signed in, in this tab. Kept in memory and, to survive a reload, in sessionStorage: a
 * closed tab is signed out. The position of the last command travels with it, so that whatever is
 * read next already shows what was just written.
 */
import type { Role } from '@taizhang/contracts/organisation';

export type Permission =
  | 'customer.read'
  | 'customer.write'
  | 'contact.read'
  | 'contact.write'
  | 'complaint.read'
  | 'complaint.write'
  | 'complaint.dispatch'
  | 'fault.read'
  | 'fault.write'
  | 'fault.dispatch'
  | 'inquiry.read'
  | 'inquiry.write'
  | 'inquiry.approve'
  | 'assessment.read'
  | 'assessment.write'
  | 'assessment.review'
  | 'scorecard.read'
  | 'scorecard.object'
  | 'rating.invite'
  | 'performance.read'
  | 'history.replay'
  | 'access.read'
  | 'operations.read'
  | 'operations.write'
  | 'seal.read'
  | 'evidence.read'
  | 'staff.write'
  | 'privacy.read'
  | 'privacy.write';

export type Principal = Readonly<{
  staffId: string;
  name: string;
  username: string;
  /** Null for whoever works for no unit, e.g. an account of the company's sign-on. */
  unitId: string | null;
  unitName: string | null;
  roles: readonly Role[];
  permissions: readonly string[];
  mustChangePassword: boolean;
}>;

export type Session = Readonly<{
  token: string;
  /** ISO 8601. */
  expiresAt: string;
  principal: Principal;
  /** Position of the last command, as the API gave it; null before the first. */
  position: string | null;
}>;

/** The part of `Storage` that is needed, so that a test can bring its own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const shelfKey = 'taizhang.session';

export type SessionStore = ReturnType<typeof createSessionStore>;

export function createSessionStore(shelf: Shelf | undefined) {
  let current = restored(shelf);
  let ranOut = false;
  const listeners = new Set<() => void>();

  function become(next: Session | null, byItself = false) {
    current = next;
    ranOut = byItself;
    if (next) shelf?.setItem(shelfKey, JSON.stringify(next));
    else shelf?.removeItem(shelfKey);
    listeners.forEach((listener) => listener());
  }

  return {
    current: () => current,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    begin: (session: Omit<Session, 'position'>) => become({ ...session, position: null }),
    end: () => become(null),
    /** Nobody signed out: the token is not accepted any more. */
    runOut: () => become(null, true),
    /** Whether whoever is asked to sign in again ought to hear why. */
    hasRunOut: () => ranOut,
    changePrincipal(principal: Principal) {
      if (current) become({ ...current, principal });
    },
    /** Positions only grow: answers may arrive in another order than the commands were sent. */
    advanceTo(position: string) {
      if (!current || BigInt(position) <= BigInt(current.position ?? 0)) return;
      become({ ...current, position });
    },
  };
}

function restored(shelf: Shelf | undefined): Session | null {
  try {
    const stored = shelf?.getItem(shelfKey);
    return stored ? (JSON.parse(stored) as Session) : null;
  } catch {
    return null; // What an older portal left there is not worth an error.
  }
}

export const session = createSessionStore(globalThis.sessionStorage);

export const may = (principal: Principal | undefined, permission: Permission): boolean =>
  principal?.permissions.includes(permission) ?? false;
