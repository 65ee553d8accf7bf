/** Grade and state of a fault: a sign and a word, never the colour alone. */
import { faultGradeTitles, faultStatusTitles, type FaultStatus } from '@taizhang/contracts/intake';
import type { Fault } from '@taizhang/contracts/views';
import { Badge, useTerm } from '@taizhang/portal/ui';

const tones: Partial<Record<FaultStatus, 'warning' | 'danger' | 'success' | 'neutral'>> = {
  reported: 'warning',
  graded: 'warning',
  reopened: 'danger',
  restored: 'success',
  verified: 'success',
  closed: 'neutral',
};

export function FaultStatusBadge({ status }: Readonly<{ status: FaultStatus }>) {
  const term = useTerm();
  return <Badge tone={tones[status] ?? 'info'}>{term(faultStatusTitles, status)}</Badge>;
}

export function GradeBadge({ grade }: Readonly<{ grade: Fault['grade'] }>) {
  const term = useTerm();
  if (!grade) return null;
  const sign = grade === 'urgent' ? '▲ ' : '';
  return (
    <Badge tone={grade === 'urgent' ? 'danger' : 'neutral'}>
      {`${sign}${term(faultGradeTitles, grade)}`}
    </Badge>
  );
}
