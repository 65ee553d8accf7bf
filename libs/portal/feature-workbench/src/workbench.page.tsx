/** What is waiting for the person who signed in, refreshed while they look at it. */
import type { Workbench } from '@taizhang/contracts/views';
import { useMay, usePrincipal, useWorkbench } from '@taizhang/portal/data-access';
import { Page, Shown, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { DueFirst } from './due-first';
import { OpenContacts } from './open-contacts';
import { UnitTrend } from './unit-trend';
import { workbenchTexts } from './workbench.texts';
import './workbench.css';

export function WorkbenchPage() {
  const t = useTexts(workbenchTexts);
  const answer = useWorkbench();
  const takesContacts = useMay('contact.write');
  return (
    <Page
      title={t('title')}
      aside={<span className="tz-muted tz-small">{t('live')}</span>}
      actions={
        takesContacts && (
          <Link to="/intake" className="tz-button-link">
            {t('start')}
          </Link>
        )
      }
    >
      <Shown answer={answer} rows={8}>
        {(workbench) => (
          <>
            <Cards workbench={workbench} />
            <div className="tz-columns">
              <div className="tz-stack">
                <DueFirst />
                {takesContacts && <OpenContacts />}
              </div>
              <UnitTrend trend={workbench.trend} />
            </div>
          </>
        )}
      </Shown>
    </Page>
  );
}

function Cards({ workbench }: Readonly<{ workbench: Workbench }>) {
  const t = useTexts(workbenchTexts);
  const dispatches = useMay('complaint.dispatch');
  const takesContacts = useMay('contact.write');
  const { staffId } = usePrincipal();
  const { mine, unitOpen, toDispatch, breachingSoon, breached, openContacts } = workbench;
  return (
    <ul className="tz-cards" aria-label={t('cards')}>
      <Card title={t('card.mine')} count={mine} to="/complaints?list=mine" />
      <Card title={t('card.unit')} count={unitOpen} to="/complaints?list=unit" />
      {dispatches && (
        <Card
          title={t('card.to-dispatch')}
          count={toDispatch}
          to="/complaints?list=to-dispatch"
          tone={toDispatch > 0 ? 'soon' : undefined}
        />
      )}
      <Card
        title={t('card.breaching')}
        count={breachingSoon}
        to="/complaints?list=breaching"
        tone={breachingSoon > 0 ? 'soon' : undefined}
      />
      <Card
        title={t('card.breached')}
        count={breached}
        to="/complaints?list=breached"
        tone={breached > 0 ? 'late' : undefined}
      />
      {takesContacts && (
        <Card
          title={t('card.contacts')}
          count={openContacts}
          to={`/contacts?status=open&ownerId=${staffId}`}
        />
      )}
      <Satisfaction ratings={workbench.ratingsLast30Days} />
    </ul>
  );
}

type CardProps = Readonly<{
  title: string;
  count: number;
  to: string;
  tone?: 'soon' | 'late' | undefined;
}>;

function Card({ title, count, to, tone }: CardProps) {
  return (
    <li>
      <Link to={to} className={`tz-card ${tone ? `tz-card-${tone}` : ''}`}>
        <span className="tz-card-title">{title}</span>
        <span className="tz-card-count">{count}</span>
      </Link>
    </li>
  );
}

function Satisfaction({ ratings }: Readonly<{ ratings: Workbench['ratingsLast30Days'] }>) {
  const t = useTexts(workbenchTexts);
  const { count, sum } = ratings;
  return (
    <li className="tz-card tz-card-plain">
      <span className="tz-card-title">{t('card.ratings')}</span>
      <span className="tz-card-count">{count > 0 ? (sum / count).toFixed(1) : '–'}</span>
      <span className="tz-muted tz-small">
        {count > 0 ? t('ratings.of', { count }) : t('ratings.none')}
      </span>
    </li>
  );
}
