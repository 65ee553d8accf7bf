/** How near a deadline is, in a colour, a sign and words: never in the colour alone. */
import { lengthOf, readDeadline, type Urgency } from './deadline';
import { useLanguage } from './language';
import { useTexts } from './texts';
import { formatDue } from './time';
import { uiTexts } from './ui.texts';
import { useUiTexts } from './use-ui-texts';
import { useNow } from './use-now';

const signs: Record<Urgency, string> = { late: '!', soon: '◔', calm: '○', kept: '✓', missed: '✕' };

export type DeadlineBadgeProps = Readonly<{
  dueAt: string | null;
  state?: 'running' | 'kept' | 'missed';
}>;

export function DeadlineBadge({ dueAt, state = 'running' }: DeadlineBadgeProps) {
  const t = useTexts(uiTexts);
  const language = useLanguage();
  const now = useNow();
  if (!dueAt) return <span className="tz-muted">–</span>;
  const reading = readDeadline(dueAt, now, state);
  return (
    <span
      className={`tz-deadline tz-deadline-${reading.urgency}`}
      title={formatDue(dueAt, language)}
    >
      <span aria-hidden="true">{signs[reading.urgency]} </span>
      {t(`deadline.${reading.urgency}`, { length: lengthOf(reading, language) })}
    </span>
  );
}

/** What a promise is called in a list; its full title stands in the deadline panel. */
export function PromiseName({ promise }: Readonly<{ promise: string }>) {
  return <>{useUiTexts().promise(promise)}</>;
}
