/** Who is behind the end of the log, drawn; who fails and who has not been heard of. */
import type { SubscriberShown, Subscribers } from '@taizhang/contracts/views';
import { useSubscribers } from '@taizhang/portal/data-access';
import { Badge, EmptyNotice, Moment, Panel, Shown, Table, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { parkedTexts } from './parked.texts';
import { Technical, Told } from './technical';
import { useModelTitle } from './use-model-title';

const tones = {
  running: 'success',
  failing: 'danger',
  'standing-by': 'neutral',
  silent: 'danger',
} as const;

const isInTrouble = ({ state, lag }: SubscriberShown) =>
  state === 'failing' || state === 'silent' || (state === 'running' && (lag ?? 0) > 0);

export function BehindPanel() {
  const t = useTexts(parkedTexts);
  const answer = useSubscribers();
  return (
    <Panel title={t('behind')}>
      <p className="tz-muted tz-hint">{t('behind.hint')}</p>
      <Shown answer={answer} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNotice title={t('behind.empty')} hint={t('behind.empty.hint')} />
          ) : (
            <Behind items={items} />
          )
        }
      </Shown>
    </Panel>
  );
}

function Behind({ items }: Pick<Subscribers, 'items'>) {
  const t = useTexts(parkedTexts);
  const [all, setAll] = useState(false);
  const troubled = items.filter(isInTrouble);
  const shown = all ? items : troubled;
  return (
    <>
      <div className="tz-row">
        <p role="status" className={troubled.length > 0 ? 'tz-deadline-late' : 'tz-deadline-kept'}>
          {troubled.length > 0
            ? t('behind.some', { count: troubled.length, total: items.length })
            : t('behind.none', { count: items.length })}
        </p>
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'behind.few' : 'behind.all')}
        </Button>
      </div>
      {shown.length > 0 && <SubscriberTable items={shown.toSorted(worstFirst)} />}
    </>
  );
}

const worstFirst = (one: SubscriberShown, other: SubscriberShown) =>
  Number(isInTrouble(other)) - Number(isInTrouble(one)) || (other.lag ?? 0) - (one.lag ?? 0);

function SubscriberTable({ items }: Pick<Subscribers, 'items'>) {
  const t = useTexts(parkedTexts);
  const titleOf = useModelTitle();
  const most = Math.max(1, ...items.map(({ lag }) => lag ?? 0));
  return (
    <Table
      label={t('behind')}
      rows={items}
      keyOf={({ name, process }) => `${name} ${process}`}
      title={(column) => t(`column.${column}`)}
      heading="subscriber"
      cells={{
        subscriber: ({ kind, name }) => (
          <>
            {kind === 'read-model' && `${titleOf(name.replace(/_v\d+$/, ''))} `}
            <Technical muted>{name}</Technical>
          </>
        ),
        kind: ({ kind }) => <span className="tz-nowrap">{t(`kind.${kind}`)}</span>,
        state: (item) => <State item={item} />,
        lag: ({ lag }) => <LagBar lag={lag} most={most} />,
        progress: ({ progressAt }) =>
          progressAt ? <Moment at={progressAt} show="relative" /> : t('lag.none'),
        restarts: ({ restarts, restartReason }) => (
          <>
            {restarts}
            {restartReason && (
              <p className="tz-muted">
                {t('restarts.last')} <Told>{restartReason}</Told>
              </p>
            )}
          </>
        ),
      }}
    />
  );
}

function State({ item }: Readonly<{ item: SubscriberShown }>) {
  const t = useTexts(parkedTexts);
  return (
    <>
      <Badge tone={tones[item.state]}>{t(`state.${item.state}`)}</Badge>
      {item.state === 'silent' && (
        <p>
          {t('state.silent.hint')} <Technical>{item.process}</Technical>
        </p>
      )}
      {item.failureClass && <p>{t(`class.${item.failureClass}`)}</p>}
      {item.failure && (
        <p className="tz-muted">
          <Told>{item.failure}</Told>
        </p>
      )}
      {item.failureClass && <p>{t(`class.${item.failureClass}.hint`)}</p>}
    </>
  );
}

const barWidth = 120;

/** A bar as long as the lag among those shown; the number beside it says the same. */
function LagBar({ lag, most }: Readonly<{ lag: number | null; most: number }>) {
  const t = useTexts(parkedTexts);
  if (lag === null) return <>{t('lag.none')}</>;
  return (
    <span className="tz-number">
      <svg width={barWidth} height={10} aria-hidden="true">
        <rect width={barWidth} height={10} fill="currentColor" opacity={0.1} />
        <rect width={(lag / most) * barWidth} height={10} fill="currentColor" opacity={0.7} />
      </svg>{' '}
      {lag.toLocaleString('en-US')}
    </span>
  );
}
