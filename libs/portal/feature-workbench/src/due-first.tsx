/** The complaints that end first: mine, else my unit's, else everybody's for who dispatches. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import { useComplaintList, useMay } from '@taizhang/portal/data-access';
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

/** The first list with anything in it. */
function useNearestList() {
  const dispatches = useMay('complaint.dispatch');
  const mine = useComplaintList({ list: 'mine', sort: 'due' });
  const unit = useComplaintList({ list: 'unit', sort: 'due' });
  const open = useComplaintList({ list: 'all', open: 'true', sort: 'due' });
  const isEmpty = (answer: typeof mine) => answer.data?.length === 0;
  if (!isEmpty(mine)) return { answer: mine, address: '/complaints?list=mine' };
  if (!isEmpty(unit) || !dispatches) return { answer: unit, address: '/complaints?list=unit' };
  return { answer: open, address: '/complaints?list=all&open=true' };
}

export function DueFirst() {
  const t = useTexts(workbenchTexts);
  const term = useTerm();
  const { answer, address } = useNearestList();
  return (
    <Panel title={t('urgent')} extra={<Link to={address}>{t('urgent.all')}</Link>}>
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
