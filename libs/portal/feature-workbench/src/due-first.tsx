/** The complaints that end first: mine, my unit's, or everybody's. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import { useComplaintList } from '@taizhang/portal/data-access';
import {
  DeadlineBadge,
  EmptyNotice,
  Panel,
  ParkedBadge,
  PromiseName,
  Shown,
  StatusBadge,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link, useSearchParams } from 'react-router';
import { useSeesEveryUnit } from './use-sees-every-unit';
import { workbenchTexts } from './workbench.texts';

const shown = 8;

const lists = ['mine', 'unit', 'all'] as const;
type List = (typeof lists)[number];
const addresses: Readonly<Record<List, string>> = {
  mine: '/complaints?list=mine',
  unit: '/complaints?list=unit',
  all: '/complaints?list=all&open=true',
};

/** What is asked for in the address; else everybody's, or the nearest with anything in it. */
function useChosenList() {
  const everyUnit = useSeesEveryUnit();
  const [search] = useSearchParams();
  const asked = lists.find((list) => list === search.get('due'));
  const answers = {
    mine: useComplaintList({ list: 'mine', sort: 'due' }),
    unit: useComplaintList({ list: 'unit', sort: 'due' }),
    all: useComplaintList({ list: 'all', open: 'true', sort: 'due' }),
  };
  const isEmpty = (list: List) => answers[list].data?.length === 0;
  const nearest = everyUnit ? 'all' : isEmpty('mine') ? 'unit' : 'mine';
  const list = asked ?? nearest;
  return { list, answer: answers[list] };
}

export function DueFirst() {
  const t = useTexts(workbenchTexts);
  const term = useTerm();
  const { list, answer } = useChosenList();
  return (
    <Panel title={t('urgent')} extra={<Link to={addresses[list]}>{t('urgent.all')}</Link>}>
      <nav aria-label={t('urgent.lists')} className="tz-tabs">
        {lists.map((one) => (
          <Link
            key={one}
            to={`?due=${one}`}
            replace
            aria-current={one === list ? 'page' : undefined}
          >
            {t(`due.${one}`)}
          </Link>
        ))}
      </nav>
      <Shown answer={answer} parkedTold>
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
                  <ParkedBadge of={complaint} />
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
