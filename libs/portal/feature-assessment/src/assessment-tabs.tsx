/** The pages of assessment beside each other, as far as a person may open them. */
import { kindOfCase } from '@taizhang/contracts/assessment';
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

const folders: Record<string, string> = {
  complaint: 'complaints',
  fault: 'faults',
  inquiry: 'inquiries',
};

/** To the case, whichever context owns it; its id alone where it has no page. */
export function CaseLink({ id }: Readonly<{ id: string }>) {
  const folder = folders[kindOfCase(id)];
  const text = <span className="tz-id">{id}</span>;
  return folder ? <Link to={`/${folder}/${id}`}>{text}</Link> : text;
}
