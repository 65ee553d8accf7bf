/** The table of the portal. On a phone each row is a card: portal.css, `tz-stacked`. */
import type { ReactNode } from 'react';
import { ParkedBadge } from './parked';
import { Scrolling } from './scrolling';

export type TableProps<Row, Column extends string> = Readonly<{
  /** What the part that scrolls is called by whoever reaches it with the keyboard. */
  label: string;
  caption?: string;
  rows: readonly Row[];
  /** Unique among the rows. */
  keyOf: (row: Row) => string;
  /** What stands above a column and, on a phone, above each of its cells. */
  title: (column: Column) => string;
  /** The column whose cells name their rows. */
  heading?: NoInfer<Column>;
  /** The columns in their order: what a row has in each. Without a cell there is no column. */
  cells: Readonly<Record<Column, ((row: Row) => ReactNode) | undefined>>;
  /** What a row is marked with, for style and for whoever looks for it: `data-…` attributes. */
  marks?: (row: Row) => Readonly<Record<`data-${string}`, string | undefined>>;
  /** The columns but the first keep to one line each where there is room for a table. */
  oneLine?: boolean;
}>;

/** Rows of one kind under titled columns, reachable by keyboard where they do not fit. */
export function Table<Row, Column extends string>(props: TableProps<Row, Column>) {
  const { label, caption, rows, keyOf, title, cells, marks, oneLine } = props;
  const columns = (Object.keys(cells) as Column[]).filter((column) => cells[column]);
  const heading = props.heading ?? columns[0];
  return (
    <Scrolling label={label}>
      {/* The roles keep it a table for those who hear it, when it is laid out as cards. */}
      <table className={`tz-table tz-stacked ${oneLine ? 'tz-one-line' : ''}`} role="table">
        {caption && <caption className="tz-muted tz-small">{caption}</caption>}
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th scope="col" role="columnheader" key={column}>
                {title(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={keyOf(row)} {...marks?.(row)}>
              {columns.map((column) => (
                <Cell
                  key={column}
                  column={column}
                  title={title(column)}
                  isHead={column === heading}
                  isName={column === props.heading}
                >
                  {cells[column]?.(row)}
                  {column === heading && <ParkedBadge of={row} />}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

type CellProps = Readonly<{
  column: string;
  title: string;
  /** Whether it stands first on the card that its row is on a phone. */
  isHead: boolean;
  isName: boolean;
  children: ReactNode;
}>;

function Cell({ column, title, isHead, isName, children }: CellProps) {
  const className = isHead ? 'tz-card-head' : undefined;
  const shared = { className, 'data-column': column, 'data-label': title };
  return isName ? (
    <th scope="row" role="rowheader" {...shared}>
      {children}
    </th>
  ) : (
    <td role="cell" {...shared}>
      {children}
    </td>
  );
}
