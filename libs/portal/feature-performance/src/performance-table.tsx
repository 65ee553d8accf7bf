/** Every indicator by unit, person or day. Names lead down, figures open to their events. */
import type { PerformanceReport, PerformanceRow } from '@taizhang/contracts/views';
import { useDirectory, type PerformanceAsked } from '@taizhang/portal/data-access';
import { formatDay, Panel, Scrolling, useLanguage, useTexts } from '@taizhang/portal/ui';
import { drilledInto } from './asked';
import type { Opened } from './entries-drawer';
import {
  figureBehind,
  indicatorNames,
  indicators,
  type Figure,
  type Figures,
  type IndicatorName,
} from './indicators';
import { performanceTexts } from './performance.texts';
import { writtenValue } from './written';

type TableProps = Readonly<{
  report: PerformanceReport;
  asked: PerformanceAsked;
  onDrill: (part: Partial<PerformanceAsked>) => void;
  onOpen: (opened: Opened) => void;
}>;

export function PerformanceTable(props: TableProps) {
  const t = useTexts(performanceTexts);
  const { report, onOpen } = props;
  return (
    <Panel title={t('table')} extra={<span className="tz-muted">{t('table.hint')}</span>}>
      <Scrolling label={t('table')}>
        <table className="tz-table tz-figures">
          <thead>
            <tr>
              <th scope="col">{t(`column.${report.groupBy}`)}</th>
              {indicatorNames.map((name) => (
                <th scope="col" key={name} className="tz-right">
                  {t(`indicator.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <Row key={row.key} row={row} {...props} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {indicatorNames.map((name) => (
                <td key={name} className="tz-right">
                  <Cell
                    name={name}
                    of={t('total')}
                    figures={report.total}
                    onOpen={(figure) => onOpen({ figure })}
                  />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </Scrolling>
    </Panel>
  );
}

function Row({ row, asked, onDrill, onOpen }: TableProps & Readonly<{ row: PerformanceRow }>) {
  const language = useLanguage();
  const { nameOf } = useDirectory();
  const byDay = asked.groupBy === 'day';
  const t = useTexts(performanceTexts);
  // What was done for no unit in particular has no rows behind it that could be asked for.
  const isNobodys = row.key === '';
  const title = byDay ? formatDay(row.key, language) : nameOf(row.key) || t('unit.none');
  const further = drilledInto(asked, row.key);
  const scope = scopeOf(asked.groupBy, row.key);
  return (
    <tr>
      <th scope="row">
        {isNobodys ? (
          <span className="tz-muted">{title}</span>
        ) : (
          <button
            type="button"
            className="tz-cell-button"
            onClick={() => (further ? onDrill(further) : onOpen({ figure: 'acts', ...scope }))}
          >
            {title}
          </button>
        )}
      </th>
      {indicatorNames.map((name) => (
        <td key={name} className="tz-right">
          <Cell
            name={name}
            of={title}
            figures={row}
            {...(!isNobodys && {
              onOpen: (figure) => onOpen({ figure, ...scope }),
            })}
          />
        </td>
      ))}
    </tr>
  );
}

const scopeOf = (groupBy: PerformanceAsked['groupBy'], key: string): Omit<Opened, 'figure'> =>
  groupBy === 'day' ? { day: key } : groupBy === 'unit' ? { unitId: key } : { staffId: key };

type CellProps = Readonly<{
  name: IndicatorName;
  of: string;
  figures: Figures;
  onOpen?: (figure: Figure) => void;
}>;

function Cell({ name, of, figures, onOpen }: CellProps) {
  const t = useTexts(performanceTexts);
  const language = useLanguage();
  const { kind, value } = indicators[name];
  const text = writtenValue(value(figures), kind, language);
  const figure = figureBehind(indicators[name], figures);
  if (!figure || !onOpen) return <span className="tz-muted">{text}</span>;
  return (
    <button
      type="button"
      className="tz-cell-button"
      aria-label={t('open', { name: of, indicator: t(`indicator.${name}`), value: text })}
      onClick={() => onOpen(figure)}
    >
      {text}
    </button>
  );
}
