/** The rows that differ between what is served and what the log tells; never their values. */
import type { ReadModelDifference } from '@taizhang/contracts/views';
import { useDifferences } from '@taizhang/portal/data-access';
import { EmptyNotice, More, Shown, Table, useTexts } from '@taizhang/portal/ui';
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
    <Table
      label={label}
      rows={items}
      keyOf={({ number }) => String(number)}
      title={(column) => say(`column.${column}`)}
      cells={{
        table: ({ table }) => <Stored name={table} />,
        row: ({ id }) => <span className="tz-id">{id}</span>,
        kind: ({ kind }) => say(`kind.${kind}`),
        fields: ({ fields }) =>
          fields.map(({ field, kind }) => (
            <div key={field}>
              <Stored name={field} /> {say(`field.${kind}`)}
            </div>
          )),
      }}
    />
  );
}

/** A name of the database's. */
const Stored = ({ name }: Readonly<{ name: string }>) => (
  <span className="tz-id" lang="en">
    {name}
  </span>
);
