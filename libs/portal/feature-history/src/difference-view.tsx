/** What changed between two instants: before beside after, and through whom. */
import type { Change, ChangedPart, HistoryDifference } from '@taizhang/contracts/views';
import { Badge, CaseLink, Moment, Name, Table, useTexts } from '@taizhang/portal/ui';
import { historyTexts } from './history.texts';
import { useWords } from './use-words';
import { Value } from './value';

export function DifferenceView({ difference }: Readonly<{ difference: HistoryDifference }>) {
  const t = useTexts(historyTexts);
  const { parts, partsLeftOut, steps, stepsLeftOut } = difference;
  if (parts.length === 0) return <p className="tz-muted">{t('difference.none')}</p>;
  const happened = steps.length + stepsLeftOut;
  const fields = parts.reduce((sum, { changes }) => sum + changes.length, 0);
  return (
    <>
      <p>{t('difference.summary', { parts: parts.length, fields, steps: happened })}</p>
      {parts.map((part) => (
        <Part key={part.id} part={part} />
      ))}
      {partsLeftOut > 0 && (
        <p className="tz-muted">{t('difference.left', { count: partsLeftOut })}</p>
      )}
    </>
  );
}

const tones = { changed: 'warning', appeared: 'info', gone: 'danger' } as const;

function Part({ part }: Readonly<{ part: ChangedPart }>) {
  const t = useTexts(historyTexts);
  const { kind, id, became } = part;
  const head = (
    <span className="tz-row">
      <strong>{t(`kind.${kind}`)}</strong> <CaseLink id={id} />{' '}
      <Badge tone={tones[became]}>{t(`became.${became}`)}</Badge>
    </span>
  );
  if (became === 'changed') {
    return (
      <div className="tz-difference" data-kind={kind}>
        {head}
        <Changes part={part} />
      </div>
    );
  }
  return (
    <div className="tz-difference" data-kind={kind}>
      {head}
      <Through change={part.changes[0]} />
      <details>
        <summary>{t('became.first')}</summary>
        <Changes part={part} />
      </details>
    </div>
  );
}

function Changes({ part: { kind, id, changes } }: Readonly<{ part: ChangedPart }>) {
  const t = useTexts(historyTexts);
  const words = useWords();
  return (
    <Table
      label={`${t('difference')}: ${t(`kind.${kind}`)} ${id}`}
      rows={changes}
      keyOf={({ field }) => field}
      title={(column) => t(`column.${column}`)}
      heading="field"
      marks={({ field }) => ({ 'data-field': field })}
      cells={{
        field: ({ field }) => words.field(field),
        before: ({ field, before }) => (
          <del>
            <Value kind={kind} field={field} value={before} />
          </del>
        ),
        after: ({ field, after }) => (
          <>
            <ins>
              <Value kind={kind} field={field} value={after} />
            </ins>{' '}
            <small>● {t('mark')}</small>
          </>
        ),
        through: (change) => <Through change={change} />,
      }}
    />
  );
}

/** Who did what, and when. */
function Through({ change }: Readonly<{ change: Change | undefined }>) {
  const words = useWords();
  const through = change?.through;
  if (!through) return <>–</>;
  return (
    <span>
      {words.event(through.type)} · <Name id={through.by} /> ·{' '}
      <Moment at={through.at} show="exact" />
    </span>
  );
}
