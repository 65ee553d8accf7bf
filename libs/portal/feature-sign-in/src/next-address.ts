/** Where to go after signing in: only an address of the portal itself, never another site's. */
export const safeAddress = (next: string | null): string =>
  next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
