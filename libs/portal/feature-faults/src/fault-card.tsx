/** One fault on the board: how urgent, where, what, by when, and whose it is. */
import { faultClassTitles } from '@taizhang/contracts/intake';
import type { Fault } from '@taizhang/contracts/views';
import { useMay } from '@taizhang/portal/data-access';
import {
  Badge,
  DeadlineBadge,
  Name,
  ParkedBadge,
  PromiseName,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { DispatchButton } from './dispatch-button';
import { FaultStatusBadge, GradeBadge } from './fault-badges';
import { faultTexts } from './fault.texts';

export function FaultCard({ fault }: Readonly<{ fault: Fault }>) {
  const t = useTexts(faultTexts);
  const term = useTerm();
  const dispatches = useMay('fault.dispatch');
  const { id, status, grade, place, nextPromise, nextDueAt, handlerId, unitId } = fault;
  const waits = status === 'graded' || (status === 'reopened' && grade !== null);
  return (
    <li className="tz-fault-card" data-grade={grade ?? 'none'}>
      <div className="tz-row">
        <GradeBadge grade={grade} />
        <FaultStatusBadge status={status} />
        <ParkedBadge of={fault} />
        {fault.urges > 0 && <Badge tone="warning">{t('urges', { count: fault.urges })}</Badge>}
        {fault.missed > 0 && <Badge tone="danger">{t('missed', { count: fault.missed })}</Badge>}
      </div>
      <Link to={`/faults/${id}`} className="tz-fault-place">
        {place || id}
      </Link>
      <p className="tz-muted tz-small tz-clip">
        {term(faultClassTitles, fault.class)} · {fault.statement}
      </p>
      {nextPromise && (
        <p className="tz-small">
          <PromiseName promise={nextPromise} /> <DeadlineBadge dueAt={nextDueAt} />
        </p>
      )}
      {unitId && (
        <p className="tz-muted tz-small">
          <Name id={unitId} />
          {handlerId && (
            <>
              {' · '}
              <Name id={handlerId} />
            </>
          )}
        </p>
      )}
      {waits && dispatches && <DispatchButton fault={fault} />}
    </li>
  );
}
