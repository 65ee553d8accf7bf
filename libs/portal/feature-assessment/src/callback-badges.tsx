/** How a callback stands and until when: the same in the list and on its page. */
import { callbackStatusTitles } from '@taizhang/contracts/assessment';
import type { Callback } from '@taizhang/contracts/views';
import { Badge, DeadlineBadge, useTerm } from '@taizhang/portal/ui';

const tones = {
  scheduled: 'info',
  attempted: 'warning',
  scored: 'success',
  unreachable: 'neutral',
  withdrawn: 'neutral',
} as const satisfies Record<Callback['status'], string>;

/** Somebody still has to call. */
export const isOpen = ({ status }: Pick<Callback, 'status'>) =>
  status === 'scheduled' || status === 'attempted';

export function CallbackBadge({ status }: Pick<Callback, 'status'>) {
  const term = useTerm();
  return <Badge tone={tones[status]}>{term(callbackStatusTitles, status)}</Badge>;
}

export function CallbackDeadline({ callback }: Readonly<{ callback: Callback }>) {
  const { dueAt, missed, attempts } = callback;
  // The first call keeps the promise, whoever answered it.
  const running = isOpen(callback) && attempts === 0;
  if (callback.status === 'withdrawn' && !missed) return <>–</>;
  return <DeadlineBadge dueAt={dueAt} state={missed ? 'missed' : running ? 'running' : 'kept'} />;
}
