/** Keys that wait for somebody: of read models and of consumers. */
import type { Parked, ParkedKeyShown } from '@taizhang/contracts/views';
import { useMay, useParked, useRetryParked } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Moment,
  Panel,
  ProblemNotice,
  Scrolling,
  Shown,
  useTexts,
} from '@taizhang/portal/ui';
import { ConfirmButton } from './confirm-button';
import { DiscardButton } from './discard-button';
import { parkedTexts } from './parked.texts';
import { Technical, Told } from './technical';
import { useModelTitle } from './use-model-title';

export function ParkedPanel() {
  const t = useTexts(parkedTexts);
  const answer = useParked();
  const count = answer.data?.items.length ?? 0;
  return (
    <Panel
      title={t('parked')}
      extra={count > 0 && <span className="tz-muted">{t('parked.count', { count })}</span>}
    >
      <p className="tz-muted tz-hint">{t('parked.hint')}</p>
      <Shown answer={answer} rows={2}>
        {({ items, discarded }) => (
          <>
            {items.length === 0 ? (
              <EmptyNotice title={t('parked.empty')} hint={t('parked.empty.hint')} />
            ) : (
              <ParkedTable items={items} />
            )}
            {discarded.length > 0 && <Discarded discarded={discarded} />}
          </>
        )}
      </Shown>
    </Panel>
  );
}

const columns = ['where', 'key', 'type', 'reason', 'since', 'waiting', 'actions'] as const;

function ParkedTable({ items }: Pick<Parked, 'items'>) {
  const t = useTexts(parkedTexts);
  const mayAct = useMay('operations.write');
  return (
    <Scrolling label={t('parked')}>
      <table className="tz-table">
        <thead>
          <tr>
            {columns
              .filter((column) => mayAct || column !== 'actions')
              .map((column) => (
                <th scope="col" key={column}>
                  {t(`column.${column}`)}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ParkedRow key={[item.name, item.within, item.key].join(' ')} {...{ item, mayAct }} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

type RowProps = Readonly<{ item: ParkedKeyShown; mayAct: boolean }>;

function ParkedRow({ item, mayAct }: RowProps) {
  const title = useModelTitle()(item.name.replace(/_v\d+$/, ''));
  return (
    <tr>
      <td>
        {item.place === 'read-model' && <p>{title}</p>}
        <Technical>{item.name}</Technical> <Technical muted>{item.within}</Technical>
      </td>
      <th scope="row">
        <Technical>{item.key}</Technical>
      </th>
      <td>
        <Technical>{item.type}</Technical>
      </td>
      <td>
        <Told>{item.reason}</Told>
      </td>
      <td>
        <Moment at={item.parkedAt} show="relative" />
      </td>
      <td>{item.waiting}</td>
      {mayAct && (
        <td>
          <ParkedActions item={item} />
        </td>
      )}
    </tr>
  );
}

function ParkedActions({ item }: Pick<RowProps, 'item'>) {
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
            {t('discarded.line', { consumer, key, count, reason, by })} ·{' '}
            <Moment at={discardedAt} />
          </li>
        ))}
      </ul>
    </details>
  );
}
