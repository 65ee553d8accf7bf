/** The state that was known at an instant: the fields of a case, or an archive with its cases. */
import type { Archive, HistoryAsOf } from '@taizhang/contracts/views';
import { CaseLink, Facts, useTexts } from '@taizhang/portal/ui';
import { historyTexts } from './history.texts';
import type { PartKind } from './titles';
import { useWords } from './use-words';

type Row = Readonly<Record<string, unknown>>;

/** Counters that change with every event say nothing about the case. */
const bookkeeping = ['id', 'events', 'revision', 'lastEventAt'];

export function StateView({ asOf }: Readonly<{ asOf: HistoryAsOf }>) {
  const t = useTexts(historyTexts);
  const { cost, kind } = asOf;
  return (
    <>
      {kind === 'customer' ? (
        <ArchiveState archive={asOf.state} />
      ) : (
        <RowState kind={kind} row={asOf.state} />
      )}
      <p className="tz-muted tz-small">
        {t('cost', { streams: cost.streams, events: cost.events })}
        {cost.streamsLeftOut > 0 && ` ${t('cost.left', { count: cost.streamsLeftOut })}`}
      </p>
    </>
  );
}

function RowState({ kind, row }: Readonly<{ kind: PartKind; row: object }>) {
  const words = useWords();
  const told = Object.entries(row as Row).filter(
    ([field, value]) => !bookkeeping.includes(field) && isSomething(value),
  );
  return (
    <div className="tz-state">
      <Facts
        items={told.map(([field, value]) => [words.field(field), words.value(kind, field, value)])}
      />
    </div>
  );
}

const isSomething = (value: unknown) =>
  value !== null && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0);

const lists = [
  ['supplyPoints', 'supply-point'],
  ['contacts', 'contact'],
  ['complaints', 'complaint'],
  ['faults', 'fault'],
  ['inquiries', 'inquiry'],
  ['accounts', 'account'],
] as const;

function ArchiveState({ archive }: Readonly<{ archive: Archive }>) {
  const t = useTexts(historyTexts);
  return (
    <>
      <RowState kind="customer" row={archive.customer} />
      <dl className="tz-state-lists">
        {lists.map(([list, kind]) => (
          <div key={list} data-kind={kind}>
            <dt>
              {t(`kind.${kind}`)} <span className="tz-number">{archive[list].length}</span>
            </dt>
            <dd>
              {archive[list].length === 0 && <span className="tz-muted">{t('state.none')}</span>}
              {archive[list].slice(0, shownMax).map((row) => (
                <Line key={row.id} kind={kind} row={row} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** More would hide the lists below. */
const shownMax = 8;

function Line({ kind, row }: Readonly<{ kind: PartKind; row: Row & { id: string } }>) {
  const words = useWords();
  const [field] = ['status', 'supply', 'address'].filter((one) => one in row);
  return (
    <div>
      <CaseLink id={row.id} /> {field && words.value(kind, field, row[field])}
    </div>
  );
}
