/** Failures that pass by themselves: of the network, and of a PostgreSQL that is away or busy. */

// The network (Node.js), and the classes of PostgreSQL for connection, transactions rolled back
// (deadlock), resources (disk full), locks held for longer than we wait, operators and the system;
// and the server that only reads, e.g. until a failover is over.
const codes =
  /^(E(CONN|HOST|NET|AI_|PIPE|NOTFOUND|TIMEDOUT)|(08|40|53|57|58)...$|25006$|55(006|P03)$)/;

/** node-postgres, `fetch` and our own deadlines give these no code. */
const words = [
  /^Connection terminated/,
  /^Query read timeout/,
  /^timeout (exceeded when trying to connect|expired)/,
  /^Client (has encountered a connection error|was closed) and is not queryable/,
  /^fetch failed/,
  /did not (answer|end) within/,
  /timed out/,
];

/** Whether the same is worth trying again later, with nothing mended. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && codes.test(code)) return true;
  return words.some((some) => some.test(error.message));
}

// Of PostgreSQL for whom it does not let in: another password, a role that is gone; and for rights
// that were taken away, to the database or to something in it.
const codesLockedOut = /^(28...|42501)$/;

/** Whether the server does not let us in or at something (any more): a person has to act. */
export function isLockedOut(error: unknown): boolean {
  const code = error instanceof Error && (error as { code?: unknown }).code;
  return typeof code === 'string' && codesLockedOut.test(code);
}
