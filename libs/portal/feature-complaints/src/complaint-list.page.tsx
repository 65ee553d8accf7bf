/** Complaints in lists; everything that narrows them stands in the address. */
import { useComplaintList, useMay } from '@taizhang/portal/data-access';
import { EmptyNotice, More, Page, Shown, useTexts } from '@taizhang/portal/ui';
import { Link, useSearchParams } from 'react-router';
import { ComplaintTable } from './complaint-table';
import { complaintTexts } from './complaints.texts';
import { ExportButton } from './export-button';
import { FilterBar } from './filter-bar';
import { filtersOf, lists } from './list-filters';
import './complaints.css';

export function ComplaintListPage() {
  const t = useTexts(complaintTexts);
  const [search] = useSearchParams();
  const handles = useMay('complaint.write');
  const dispatches = useMay('complaint.dispatch');
  const asked = filtersOf(search, handles && !dispatches ? 'mine' : 'all');
  const answer = useComplaintList(asked);
  const offered = lists.filter((list) => list !== 'to-dispatch' || dispatches);

  return (
    <Page title={t('title')} actions={<ExportButton asked={asked} />}>
      <nav aria-label={t('lists')} className="tz-tabs">
        {offered.map((list) => (
          <Link
            key={list}
            to={`?list=${list}`}
            aria-current={list === asked.list ? 'page' : undefined}
          >
            {t(`list.${list}`)}
          </Link>
        ))}
      </nav>
      <div className="tz-panel">
        <FilterBar asked={asked} />
        <Shown answer={answer} rows={10}>
          {(complaints) =>
            complaints.length === 0 ? (
              <EmptyNotice title={t(`empty.${asked.list}`)} hint={t(`empty.${asked.list}.hint`)} />
            ) : (
              <div aria-busy={answer.isPlaceholderData}>
                <ComplaintTable complaints={complaints} />
                <More shown={complaints.length} pages={answer} />
              </div>
            )
          }
        </Shown>
      </div>
    </Page>
  );
}
