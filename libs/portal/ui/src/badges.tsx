/** Small coloured words: status and severity of a complaint. The word carries the meaning. */
import {
  severityTitles,
  statusTitles,
  type Severity,
  type Status,
} from '@taizhang/contracts/complaints';
import { useTerm } from './texts';

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

const statusTones: Record<Status, Tone> = {
  lodged: 'warning',
  dispatched: 'info',
  accepted: 'info',
  returned: 'danger',
  contacted: 'info',
  investigated: 'info',
  adjudicated: 'info',
  remedied: 'info',
  replied: 'success',
  closed: 'neutral',
  reopened: 'danger',
};

const severityTones: Record<Severity, Tone> = {
  special: 'danger',
  major: 'danger',
  important: 'warning',
  general: 'neutral',
};

export function Badge({ tone, children }: Readonly<{ tone: Tone; children: string }>) {
  return <span className={`tz-badge tz-badge-${tone}`}>{children}</span>;
}

export function StatusBadge({ status }: Readonly<{ status: Status }>) {
  return <Badge tone={statusTones[status] ?? 'neutral'}>{useTerm()(statusTitles, status)}</Badge>;
}

export function SeverityBadge({ severity }: Readonly<{ severity: Severity }>) {
  const term = useTerm();
  return (
    <Badge tone={severityTones[severity] ?? 'neutral'}>{term(severityTitles, severity)}</Badge>
  );
}
