/** The rows that differ between what is served and what the log tells; never their values. */
import type { ReadModelDifference } from '@taizhang/contracts/views';
import { useDifferences } from '@taizhang/portal/data-access';
import { EmptyNotice, More, Scrolling, Shown, useTexts } from '@taizhang/portal/ui';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { rebuildTexts } from './rebuilds.texts';
import { useModelTitle } from './use-model-title';

type WithName = Readonly<{ name: string }>;

export function DifferencesButton({ name }: WithName) {
  const say = useTexts(rebuildTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say('differences.show')}
      </Button>
      {open && <DifferencesDrawer name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function DifferencesDrawer({ name, onClose }: WithName & Readonly<{ onClose: () => void }>) {
  const say = useTexts(rebuildTexts);
  const title = useModelTitle()(name);
  const answer = useDifferences(name);
  return (
    <Drawer open onClose={onClose} size="large" title={say('differences.title', { name: title })}>
      <p className="tz-muted tz-hint">{say('differences.hint')}</p>
      <Shown answer={answer} rows={8}>
        {(items) =>
          items.length === 0 ? (
            <EmptyNotice title={say('differences.empty')} hint={say('differences.empty.hint')} />
          ) : (
            <>
              <Differences items={items} label={say('differences.title', { name: title })} />
              <More shown={items.length} pages={answer} />
            </>
          )
        }
      </Shown>
    </Drawer>
  );
}

type Items = Readonly<{ items: readonly ReadModelDifference[]; label: string }>;

function Differences({ items, label }: Items) {
  const say = useTexts(rebuildTexts);
  return (
    <Scrolling label={label}>
      <table className="tz-table">
        <thead>
          <tr>
            {(['table', 'row', 'kind', 'fields'] as const).map((column) => (
              <th scope="col" key={column}>
                {say(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ number, table, id, kind, fields }) => (
            <tr key={number}>
              <td className="tz-id">{table}</td>
              <td className="tz-id">{id}</td>
              <td>{say(`kind.${kind}`)}</td>
              <td>
                {fields.map((one) => (
                  <div key={one.field}>{say(`field.${one.kind}`, { field: one.field })}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
