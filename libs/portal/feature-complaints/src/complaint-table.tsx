import { categoryTitles } from '@taizhang/contracts/complaints';
import type { Complaint } from '@taizhang/contracts/views';
import {
  Badge,
  DeadlineBadge,
  Moment,
  Name,
  PromiseName,
  Scrolling,
  SeverityBadge,
  StatusBadge,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { complaintTexts } from './complaints.texts';

const columns = [
  'statement',
  'category',
  'severity',
  'status',
  'due',
  'unit',
  'handler',
  'lodged',
] as const;

export function ComplaintTable({ complaints }: Readonly<{ complaints: readonly Complaint[] }>) {
  const t = useTexts(complaintTexts);
  return (
    <Scrolling label={t('table')}>
      {/* On a phone each row is a card; the roles keep it a table for those who hear it. */}
      <table className="tz-table tz-stacked" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th scope="col" role="columnheader" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {complaints.map((complaint) => (
            <tr key={complaint.id} role="row">
              {columns.map((column) => (
                <td key={column} role="cell" data-label={t(`column.${column}`)}>
                  <Cell column={column} complaint={complaint} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

type CellProps = Readonly<{ column: (typeof columns)[number]; complaint: Complaint }>;

function Cell({ column, complaint }: CellProps) {
  const t = useTexts(complaintTexts);
  const term = useTerm();
  switch (column) {
    case 'statement':
      return (
        <>
          <Link to={`/complaints/${complaint.id}`}>
            <span className="tz-clip">{complaint.statement || complaint.id}</span>
          </Link>
          {complaint.source && <Badge tone="neutral">{t('imported')}</Badge>}
        </>
      );
    case 'category':
      return <>{term(categoryTitles, complaint.category)}</>;
    case 'severity':
      return <SeverityBadge severity={complaint.severity} />;
    case 'status':
      return <StatusBadge status={complaint.status} />;
    case 'due':
      return <NextDeadline complaint={complaint} />;
    case 'unit':
      return <Name id={complaint.unitId} />;
    case 'handler':
      return <Name id={complaint.handlerId} />;
    case 'lodged':
      return <Moment at={complaint.lodgedAt} show="exact" />;
  }
}

function NextDeadline({ complaint }: Readonly<{ complaint: Complaint }>) {
  const t = useTexts(complaintTexts);
  const { nextPromise, nextDueAt, missed } = complaint;
  return (
    <div className="tz-nowrap">
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
