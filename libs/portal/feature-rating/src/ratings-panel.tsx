/** What a customer said, newest first. */
import { caseKindTitles, scoreTitles } from '@taizhang/contracts/assessment';
import { useMay, useRatings } from '@taizhang/portal/data-access';
import { Badge, EmptyNotice, Moment, Panel, Shown, useTerm, useTexts } from '@taizhang/portal/ui';
import { ratingTexts } from './rating.texts';

export function RatingsPanel({ customerId }: Readonly<{ customerId: string }>) {
  const t = useTexts(ratingTexts);
  const term = useTerm();
  const answer = useRatings({ customerId });
  const mayRead = useMay('customer.read');
  if (!mayRead) return null;
  return (
    <Panel title={t('ratings')}>
      <Shown answer={answer}>
        {(ratings) =>
          ratings.length === 0 ? (
            <EmptyNotice title={t('ratings.none')} hint={t('ratings.none.hint')} />
          ) : (
            <ul className="tz-lines">
              {ratings.map(({ id, score, comment, caseKind, source, at }) => (
                <li key={id}>
                  <span className="tz-line-main">
                    <Badge tone={score >= 4 ? 'success' : score === 3 ? 'neutral' : 'danger'}>
                      {term(scoreTitles, String(score))}
                    </Badge>{' '}
                    {comment}
                  </span>
                  <span className="tz-muted">
                    {term(caseKindTitles, caseKind)} · {t(`source.${source}`)} ·{' '}
                    <Moment at={at} show="exact" />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}
