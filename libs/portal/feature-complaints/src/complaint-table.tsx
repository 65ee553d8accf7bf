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
  const term = useTerm();
  return (
    <Scrolling label={t('table')}>
      <table className="tz-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {complaints.map((complaint) => (
            <tr key={complaint.id}>
              <td>
                <Link to={`/complaints/${complaint.id}`}>
                  <span className="tz-clip">{complaint.statement || complaint.id}</span>
                </Link>
                {complaint.source && <Badge tone="neutral">{t('imported')}</Badge>}
              </td>
              <td>{term(categoryTitles, complaint.category)}</td>
              <td>
                <SeverityBadge severity={complaint.severity} />
              </td>
              <td>
                <StatusBadge status={complaint.status} />
              </td>
              <td className="tz-nowrap">
                {complaint.nextPromise && (
                  <span className="tz-muted">
                    <PromiseName promise={complaint.nextPromise} />{' '}
                  </span>
                )}
                <DeadlineBadge dueAt={complaint.nextDueAt} />
              </td>
              <td className="tz-nowrap">
                <Name id={complaint.unitId} />
              </td>
              <td className="tz-nowrap">
                <Name id={complaint.handlerId} />
              </td>
              <td className="tz-nowrap">
                <Moment at={complaint.lodgedAt} show="exact" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
