/** Says that what is shown lacks something that was recorded: events of it are parked. */
import type { Waiting } from '@taizhang/contracts/views';
import { useMay } from '@taizhang/portal/data-access';
import { Link } from 'react-router';
import { Badge } from './badges';
import { useLanguage } from './language';
import { useTexts } from './texts';
import { formatInstant } from './time';
import { uiTexts } from './ui.texts';

/** What an answer, or a row of one, says of itself; whatever else is called so is none. */
export function parkedOf(shown: unknown): Waiting | undefined {
  const parked = (shown as { parked?: unknown } | null | undefined)?.parked;
  return typeof parked === 'object' && parked !== null ? (parked as Waiting) : undefined;
}

/** Above what is shown; nothing where nothing is parked. */
export function ParkedNotice({ of }: Readonly<{ of: unknown }>) {
  const t = useTexts(uiTexts);
  const language = useLanguage();
  const operates = useMay('operations.read');
  const parked = parkedOf(of);
  if (!parked) return null;
  const { waiting: count, since } = parked;
  return (
    <div className="tz-notice tz-notice-warning tz-parked" role="status">
      <strong>{t('parked.title', { count, since: formatInstant(since, language) })}</strong>
      <p>{t('parked.detail')}</p>
      {operates && <Link to="/operations">{t('parked.operations')}</Link>}
    </div>
  );
}

/** Beside what names a row of a list. */
export function ParkedBadge({ of }: Readonly<{ of: unknown }>) {
  const t = useTexts(uiTexts);
  if (!parkedOf(of)) return null;
  return (
    <>
      {' '}
      <Badge tone="warning">{t('parked.row')}</Badge>
    </>
  );
}
