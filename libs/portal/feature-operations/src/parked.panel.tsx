/** Keys that wait for somebody: of read models and of consumers. */
import type { Parked, ParkedKeyShown } from '@taizhang/contracts/views';
import { useMay, useParked, useRetryParked } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Moment,
  Name,
  Panel,
  ProblemNotice,
  Shown,
  Table,
  useTexts,
} from '@taizhang/portal/ui';
import { ConfirmButton } from './confirm-button';
import { DiscardButton } from './discard-button';
import { parkedTexts } from './parked.texts';
import { Technical, Told } from './technical';
import { useModelTitle } from './use-model-title';

/** Tells of all of them, however many. */
const command = 'taizhang parked list';

export function ParkedPanel() {
  const t = useTexts(parkedTexts);
  const answer = useParked();
  const mayAct = useMay('operations.write');
  const count = answer.data?.total ?? 0;
  return (
    <Panel
      title={t('parked')}
      extra={
        count > 0 && (
          <span className="tz-row">
            <span className="tz-muted">{t('parked.count', { count })}</span>
            {mayAct && count > 1 && <RetryAll items={answer.data!.items} />}
          </span>
        )
      }
    >
      <p className="tz-muted tz-hint">{t('parked.hint')}</p>
      <Shown answer={answer} rows={2}>
        {({ total, items, discarded }) => (
          <>
            {items.length === 0 ? (
              <EmptyNotice title={t('parked.empty')} hint={t('parked.empty.hint')} />
            ) : (
              <ParkedTable items={items} />
            )}
            {items.length < total && (
              <p className="tz-muted">
                {t('parked.more', { shown: items.length, total, command })}
              </p>
            )}
            {discarded.length > 0 && <Discarded discarded={discarded} />}
          </>
        )}
      </Shown>
    </Panel>
  );
}

function ParkedTable({ items }: Pick<Parked, 'items'>) {
  const t = useTexts(parkedTexts);
  const titleOf = useModelTitle();
  const mayAct = useMay('operations.write');
  return (
    <Table
      label={t('parked')}
      rows={items}
      keyOf={({ name, within, kind, key }) => [name, within, kind, key].join(' ')}
      title={(column) => t(`column.${column}`)}
      heading="key"
      cells={{
        where: ({ place, name, within }) => (
          <>
            {place === 'read-model' && <p>{titleOf(name.replace(/_v\d+$/, ''))}</p>}
            <Technical>{name}</Technical> <Technical muted>{within}</Technical>
          </>
        ),
        key: ({ key }) => <Technical>{key}</Technical>,
        type: ({ type }) => <Technical>{type}</Technical>,
        reason: ({ reason }) => <Told>{reason}</Told>,
        since: ({ parkedAt }) => <Moment at={parkedAt} show="relative" />,
        waiting: ({ waiting }) => waiting,
        actions: mayAct ? (item) => <ParkedActions item={item} /> : undefined,
      }}
    />
  );
}

/** A mended release frees many keys at once. */
function RetryAll({ items }: Pick<Parked, 'items'>) {
  const t = useTexts(parkedTexts);
  const retry = useRetryParked();
  const places = [...new Map(items.map(({ place, name }) => [name, { place, name }])).values()];
  const all = async () => {
    for (const one of places) await retry.mutateAsync(one);
  };
  return (
    <>
      {retry.error && <ProblemNotice error={retry.error} />}
      <ConfirmButton
        label={t('action.retryAll')}
        question={t('confirm.retryAll')}
        detail={t('confirm.retry.detail')}
        loading={retry.isPending}
        // What went wrong is shown beside the button.
        onConfirm={() => void all().catch(() => undefined)}
      />
    </>
  );
}

function ParkedActions({ item }: Readonly<{ item: ParkedKeyShown }>) {
  const t = useTexts(parkedTexts);
  const retry = useRetryParked();
  const { place, name, within, kind, key } = item;
  if (item.retryWanted) return <span role="status">{t('retry.wanted')}</span>;
  return (
    <div className="tz-row">
      {retry.error && <ProblemNotice error={retry.error} />}
      <ConfirmButton
        label={t('action.retry')}
        question={t('confirm.retry', { key })}
        detail={t('confirm.retry.detail')}
        loading={retry.isPending}
        onConfirm={() => retry.mutate({ place, name, within, kind, key })}
      />
      {place === 'consumer' && <DiscardButton item={item} />}
    </div>
  );
}

function Discarded({ discarded }: Pick<Parked, 'discarded'>) {
  const t = useTexts(parkedTexts);
  return (
    <details>
      <summary>{t('discarded')}</summary>
      <ul>
        {discarded.map(({ consumer, key, messages: count, reason, by, discardedAt }) => (
          <li key={`${consumer} ${key} ${discardedAt}`}>
            <Technical>{consumer}</Technical> <Technical>{key}</Technical> ·{' '}
            {t('discarded.line', { count, reason })} · <Name id={by} /> ·{' '}
            <Moment at={discardedAt} />
          </li>
        ))}
      </ul>
    </details>
  );
}
