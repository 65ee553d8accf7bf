/** What narrows the board stands in the address; what presses most stands first. */
import type { Fault } from '@taizhang/contracts/views';

export type BoardFilter = Readonly<{ unitId?: string; grade?: string }>;

/** @param ownUnit what a crew sees first; `unit=all` in the address shows the others too */
export function askedOf(search: URLSearchParams, ownUnit: string | null): BoardFilter {
  const unit = search.get('unit') ?? ownUnit ?? 'all';
  const grade = search.get('grade');
  return {
    ...(unit !== 'all' && { unitId: unit }),
    ...((grade === 'urgent' || grade === 'ordinary') && { grade }),
  };
}

type Pressing = Pick<Fault, 'grade' | 'missed' | 'nextDueAt' | 'reportedAt'>;

/** Urgent first, then what is late already, then what ends first, then what waited longest. */
export function byPressure(a: Pressing, b: Pressing): number {
  const rank = ({ grade, missed }: Pressing) => (grade === 'urgent' ? 0 : 2) + (missed > 0 ? 0 : 1);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const due = ({ nextDueAt, reportedAt }: Pressing) => nextDueAt ?? reportedAt;
  return due(a) < due(b) ? -1 : 1;
}
