/** The pages a person may open, in the order of a working day. */
import { useSession, may, type Permission } from '@taizhang/portal/data-access';
import { useTexts } from '@taizhang/portal/ui';
import { NavLink } from 'react-router';
import { shellTexts } from './shell.texts';

type Entry = Readonly<{
  page:
    | 'workbench'
    | 'intake'
    | 'contacts'
    | 'complaints'
    | 'faults'
    | 'inquiries'
    | 'arrears'
    | 'customers'
    | 'performance'
    | 'assessment'
    | 'access'
    | 'privacy'
    | 'operations'
    | 'organisation';
  /** The second key after `g`. */
  key: string;
  /** One of them suffices. */
  needs: readonly Permission[];
  icon: string;
}>;

const entries: readonly Entry[] = [
  {
    page: 'workbench',
    key: 'w',
    needs: ['complaint.read'],
    icon: 'M3 3h7v7H3zM14 3h7v5h-7zM14 12h7v9h-7zM3 14h7v7H3z',
  },
  {
    page: 'intake',
    key: 'i',
    needs: ['contact.write'],
    icon: 'M4 5c0 9 6 15 15 15v-4l-4-1-2 2c-3-1-5-3-6-6l2-2-1-4z',
  },
  { page: 'contacts', key: 'n', needs: ['contact.read'], icon: 'M4 5h16M4 10h16M4 15h10M4 20h7' },
  {
    page: 'complaints',
    key: 'c',
    needs: ['complaint.read'],
    icon: 'M4 4h16v12H9l-5 4zM12 7v4M12 13v1',
  },
  {
    page: 'faults',
    key: 'f',
    needs: ['fault.read'],
    icon: 'M13 2L4 14h6l-1 8 9-12h-6z',
  },
  {
    page: 'inquiries',
    key: 'b',
    needs: ['inquiry.read'],
    icon: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  },
  {
    page: 'arrears',
    key: 'r',
    needs: ['inquiry.read'],
    icon: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 7l4 5 4-5M12 12v6M9 13h6M9 16h6',
  },
  {
    page: 'customers',
    key: 'k',
    needs: ['customer.read'],
    icon: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c1-5 4-7 8-7s7 2 8 7',
  },
  {
    page: 'performance',
    key: 'p',
    needs: ['performance.read'],
    icon: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  },
  {
    page: 'assessment',
    key: 'a',
    needs: ['assessment.read', 'scorecard.read'],
    icon: 'M5 3h14v18H5zM9 8h6M9 12h6M9 16l2 2 4-4',
  },
  {
    page: 'access',
    key: 'v',
    needs: ['access.read'],
    icon: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  },
  {
    page: 'privacy',
    key: 'd',
    needs: ['privacy.read'],
    icon: 'M12 3l8 3v6c0 5-3 8-8 9-5-1-8-4-8-9V6zM12 10v5M9 10h6v5H9z',
  },
  {
    page: 'operations',
    key: 'o',
    needs: ['operations.read'],
    icon: 'M4 5h16v5H4zM4 14h16v5H4zM8 7.5h1M8 16.5h1',
  },
  {
    page: 'organisation',
    key: 's',
    needs: ['staff.write'],
    icon: 'M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4',
  },
];

/** Whether this person may open an address; an address that is no page is left to say so itself. */
export function useMayOpen(pathname: string): boolean {
  const permitted = useEntries();
  const first = pathname.split('/')[1];
  const entry = entries.find(({ page }) => page === first);
  return !entry || permitted.includes(entry);
}

export function useEntries(): readonly Entry[] {
  const principal = useSession()?.principal;
  return entries.filter(({ needs }) => needs.some((permission) => may(principal, permission)));
}

export function Navigation({ open, onChoose }: Readonly<{ open: boolean; onChoose: () => void }>) {
  const t = useTexts(shellTexts);
  return (
    <nav className="tz-nav" id="navigation" aria-label={t('navigation')} data-open={open}>
      <ul>
        {useEntries().map(({ page, icon }) => (
          <li key={page}>
            <NavLink to={`/${page}`} onClick={onChoose}>
              <Icon path={icon} />
              {t(`nav.${page}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Icon({ path }: Readonly<{ path: string }>) {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
    </svg>
  );
}
