/** What stands behind the sign-in. Whoever is signed out comes back to where they were. */
import { useSession } from '@taizhang/portal/data-access';
import { Navigate, useLocation } from 'react-router';
import { Shell } from './shell';

export function SignedIn() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session && !session.principal.mustChangePassword) return <Shell />;
  const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
  return <Navigate to={`/sign-in${next}`} replace />;
}
