/** A point in time as text, exact and relative. */
import { useLanguage } from './language';
import { formatInstant, formatInstantWithSeconds, formatRelative } from './time';
import { useNow } from './use-now';

export type MomentProps = Readonly<{
  at: string;
  /** `both` writes the exact time and the distance from now beside it. */
  show?: 'exact' | 'relative' | 'both';
}>;

export function Moment({ at, show = 'both' }: MomentProps) {
  const language = useLanguage();
  const now = useNow();
  const exact = formatInstant(at, language);
  const relative = formatRelative(at, now, language);
  return (
    <time dateTime={at} title={formatInstantWithSeconds(at, language)} className="tz-moment">
      {show === 'relative' ? relative : exact}
      {show === 'both' && <span className="tz-muted"> · {relative}</span>}
    </time>
  );
}
