import { renderToStaticMarkup } from 'react-dom/server';
import { Table } from './table';

const staff = [
  { id: 'staff-1', name: '秦新', unit: '抢修班' },
  { id: 'staff-2', name: '陈敏', unit: '' },
];
const titles = { name: 'Name', unit: 'Unit', actions: 'Actions' };

type Shape = Readonly<{ named?: boolean; acting?: boolean }>;

const written = ({ named = false, acting = false }: Shape) =>
  renderToStaticMarkup(
    <Table
      label="Staff"
      rows={staff}
      keyOf={({ id }) => id}
      title={(column) => titles[column]}
      {...(named && { heading: 'name' })}
      cells={{
        name: ({ name }) => name,
        unit: ({ unit }) => unit || '–',
        actions: acting ? ({ id }) => <button>{id}</button> : undefined,
      }}
    />,
  );

const found = (markup: string, pattern: RegExp) =>
  [...markup.matchAll(pattern)].map(([, text]) => text);

describe('a table', () => {
  it('says which of its rows are not up to date, beside what names them', () => {
    const parked = { since: '2026-07-30T01:00:00.000Z', waiting: 2 };
    const rows = [{ id: 'staff-1' }, { id: 'staff-2', parked }, { id: 'staff-3', parked: 4 }];
    const markup = renderToStaticMarkup(
      <Table
        label="Staff"
        rows={rows}
        keyOf={({ id }) => id}
        title={(column) => column}
        heading="name"
        cells={{ number: () => '–', name: ({ id }) => id }}
      />,
    );
    const marked = found(markup, /<th scope="row"[^>]*>(staff-\d) <span class="tz-badge/g);
    expect(marked).toEqual(['staff-2']);
    expect(found(markup, /(tz-badge )/g)).toHaveLength(1);
  });

  it('can be reached by keyboard, under its name', () => {
    expect(written({})).toContain('role="group" aria-label="Staff" tabindex="0"');
  });

  it('titles its columns, and every cell for when rows are cards', () => {
    const markup = written({ acting: true });
    const columns = ['Name', 'Unit', 'Actions'];
    expect(found(markup, /<th scope="col" role="columnheader">(.*?)</g)).toEqual(columns);
    expect(found(markup, /<td [^>]*data-label="(.*?)"/g)).toEqual([...columns, ...columns]);
  });

  it('says that it is a table in every part, whatever it looks like', () => {
    const roles = found(written({ named: true }), /<(?:t\w+)[^>]* role="(\w+)"/g);
    const row = ['row', 'rowheader', 'cell'];
    const head = ['rowgroup', 'row', 'columnheader', 'columnheader'];
    expect(roles).toEqual(['table', ...head, 'rowgroup', ...row, ...row]);
  });

  it('heads a card with the cell that names the row, else with the first', () => {
    const heads = /class="tz-card-head"[^>]*>(.*?)</g;
    expect(found(written({ named: true }), heads)).toEqual(['秦新', '陈敏']);
    expect(found(written({}), heads)).toEqual(['秦新', '陈敏']);
    expect(found(written({ named: true }), /<th scope="row"[^>]*>(.*?)</g)).toHaveLength(2);
    expect(written({})).not.toContain('scope="row"');
  });

  it('tells by attributes which column a cell belongs to, and what marks its row', () => {
    const markup = renderToStaticMarkup(
      <Table
        label="Staff"
        rows={staff}
        keyOf={({ id }) => id}
        title={(column) => titles[column]}
        marks={({ unit }) => ({ 'data-free': unit === '' ? 'true' : undefined })}
        cells={{ name: ({ name }) => name, unit: ({ unit }) => unit }}
      />,
    );
    expect(found(markup, /data-column="(.*?)"/g)).toEqual(['name', 'unit', 'name', 'unit']);
    expect(found(markup, /<tr role="row"([^>]*)>/g)).toEqual(['', '', ' data-free="true"']);
  });

  it('has no column for what nobody may do', () => {
    expect(written({})).not.toContain('Actions');
  });
});
