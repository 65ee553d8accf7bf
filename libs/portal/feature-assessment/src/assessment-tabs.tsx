/** The pages of assessment beside each other, as far as a person may open them. */
import { useMay } from '@taizhang/portal/data-access';
import { useTexts } from '@taizhang/portal/ui';
import { Link, Navigate, useLocation } from 'react-router';
import { assessmentTexts } from './assessment.texts';

const pages = ['callbacks', 'spot-checks', 'scorecards', 'promises'] as const;

function usePages() {
  const everything = useMay('assessment.read');
  return everything ? pages : (['scorecards'] as const);
}

export function AssessmentStart() {
  return <Navigate to={`/assessment/${usePages()[0]}`} replace />;
}

export function AssessmentTabs() {
  const t = useTexts(assessmentTexts);
  const { pathname } = useLocation();
  const open = usePages();
  if (open.length === 1) return null;
  return (
    <nav aria-label={t('tabs')} className="tz-tabs">
      {open.map((page) => (
        <Link
          key={page}
          to={`/assessment/${page}`}
          aria-current={pathname.startsWith(`/assessment/${page}`) ? 'page' : undefined}
        >
          {t(`tab.${page}`)}
        </Link>
      ))}
    </nav>
  );
}
