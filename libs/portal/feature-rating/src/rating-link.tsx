/** The link to send to a customer: made once asked for, shown, copied. */
import { useMay, useRatingLink } from '@taizhang/portal/data-access';
import { formatDay, localDayOf, ProblemNotice, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ratingTexts } from './rating.texts';
import './rating.css';

export function RatingLink({ caseId }: Readonly<{ caseId: string }>) {
  const t = useTexts(ratingTexts);
  const language = useLanguage();
  const may = useMay('rating.invite');
  const make = useRatingLink(caseId);
  const [copied, setCopied] = useState(false);
  if (!may) return null;
  const address = make.data && `${window.location.origin}${make.data.path}`;
  const copy = async () => {
    // A page that is not served securely may not copy; the link can be selected by hand.
    await navigator.clipboard?.writeText(address ?? '');
    setCopied(true);
  };
  return (
    <div className="tz-rate-link">
      {make.error && <ProblemNotice error={make.error} />}
      {address && make.data ? (
        <>
          <Input readOnly value={address} aria-label={t('link.label')} />
          <Button onClick={() => void copy()}>{t(copied ? 'link.copied' : 'link.copy')}</Button>
          <span className="tz-muted tz-small">
            {t('link.hint', { day: formatDay(localDayOf(make.data.expiresAt), language) })}
          </span>
        </>
      ) : (
        <Button loading={make.isPending} onClick={() => make.mutate({})}>
          {t('link.make')}
        </Button>
      )}
    </div>
  );
}
