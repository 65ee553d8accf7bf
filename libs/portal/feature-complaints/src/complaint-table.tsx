import { categoryTitles } from '@taizhang/contracts/complaints';
import type { Complaint } from '@taizhang/contracts/views';
import {
  Badge,
  DeadlineBadge,
  Moment,
  Name,
  PromiseName,
  SeverityBadge,
  StatusBadge,
  Table,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { complaintTexts } from './complaints.texts';

export function ComplaintTable({ complaints }: Readonly<{ complaints: readonly Complaint[] }>) {
  const t = useTexts(complaintTexts);
  const term = useTerm();
  return (
    <Table
      label={t('table')}
      oneLine
      rows={complaints}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      cells={{
        statement: ({ id, statement, source }) => (
          <>
            <Link to={`/complaints/${id}`}>
              <span className="tz-clip">{statement || id}</span>
            </Link>
            {source && <Badge tone="neutral">{t('imported')}</Badge>}
          </>
        ),
        category: ({ category }) => term(categoryTitles, category),
        severity: ({ severity }) => <SeverityBadge severity={severity} />,
        status: ({ status }) => <StatusBadge status={status} />,
        due: (complaint) => <NextDeadline complaint={complaint} />,
        unit: ({ unitId }) => <Name id={unitId} />,
        handler: ({ handlerId }) => <Name id={handlerId} />,
        lodged: ({ lodgedAt }) => <Moment at={lodgedAt} show="exact" />,
      }}
    />
  );
}

function NextDeadline({ complaint }: Readonly<{ complaint: Complaint }>) {
  const t = useTexts(complaintTexts);
  const { nextPromise, nextDueAt, missed } = complaint;
  return (
    <div>
      {nextPromise && (
        <span className="tz-muted">
          <PromiseName promise={nextPromise} />{' '}
        </span>
      )}
      <DeadlineBadge dueAt={nextDueAt} />
      {missed > 0 && (
        <div>
          <Badge tone="danger">{t('missed', { count: missed })}</Badge>
        </div>
      )}
    </div>
  );
}
