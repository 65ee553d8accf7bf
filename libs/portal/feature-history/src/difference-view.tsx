/** What changed between two instants: before beside after, and through whom. */
import type { Change, ChangedPart, HistoryDifference } from '@taizhang/contracts/views';
import { Badge, CaseLink, Moment, Name, Scrolling, useTexts } from '@taizhang/portal/ui';
import { historyTexts } from './history.texts';
import { useWords } from './use-words';

export function DifferenceView({ difference }: Readonly<{ difference: HistoryDifference }>) {
  const t = useTexts(historyTexts);
  const { parts, steps } = difference;
  if (parts.length === 0) return <p className="tz-muted">{t('difference.none')}</p>;
  const fields = parts.reduce((sum, { changes }) => sum + changes.length, 0);
  return (
    <>
      <p>{t('difference.summary', { parts: parts.length, fields, steps: steps.length })}</p>
      {parts.map((part) => (
        <Part key={part.id} part={part} />
      ))}
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
    <Scrolling label={`${t('difference')}: ${t(`kind.${kind}`)} ${id}`}>
      <table className="tz-table tz-difference-table">
        <thead>
          <tr>
            {(['field', 'before', 'after', 'through'] as const).map((column) => (
              <th scope="col" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after, through }) => (
            <tr key={field} data-field={field}>
              <th scope="row">{words.field(field)}</th>
              <td className="tz-difference-before">
                <del>{words.value(kind, field, before)}</del>
              </td>
              <td className="tz-difference-after">
                <ins>{words.value(kind, field, after)}</ins> <small>● {t('mark')}</small>
              </td>
              <td>
                <Through change={{ field, before, after, through }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
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
