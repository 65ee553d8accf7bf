/** The complaints that end first, mine before my unit's. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import { useComplaintList } from '@taizhang/portal/data-access';
import {
  DeadlineBadge,
  EmptyNotice,
  Panel,
  PromiseName,
  Shown,
  StatusBadge,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { workbenchTexts } from './workbench.texts';

const shown = 8;

export function DueFirst() {
  const t = useTexts(workbenchTexts);
  const term = useTerm();
  const mine = useComplaintList({ list: 'mine', sort: 'due' });
  const unit = useComplaintList({ list: 'unit', sort: 'due' });
  const answer = mine.data?.length === 0 ? unit : mine;
  const list = answer === mine ? 'mine' : 'unit';
  return (
    <Panel
      title={t('urgent')}
      extra={<Link to={`/complaints?list=${list}`}>{t('urgent.all')}</Link>}
    >
      <Shown answer={answer}>
        {(complaints) =>
          complaints.length === 0 ? (
            <EmptyNotice title={t('urgent.empty')} hint={t('urgent.empty.hint')} />
          ) : (
            <ul className="tz-lines">
              {complaints.slice(0, shown).map((complaint) => (
                <li key={complaint.id}>
                  <Link to={`/complaints/${complaint.id}`} className="tz-line-main">
                    <span className="tz-clip">
                      {complaint.statement || term(categoryTitles, complaint.category)}
                    </span>
                  </Link>
                  <StatusBadge status={complaint.status} />
                  <span className="tz-line-end">
                    {complaint.nextPromise && (
                      <span className="tz-muted">
                        <PromiseName promise={complaint.nextPromise} />{' '}
                      </span>
                    )}
                    <DeadlineBadge dueAt={complaint.nextDueAt} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}
