/** Who changed what: every event, its fields, its cause and what it led to. */
import { entranceTitles, type Trail, type TrailEntry } from '@taizhang/contracts/views';
import { CaseLink, Moment, Name, Table, useTerm, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { historyTexts } from './history.texts';
import { useWords } from './use-words';

/** So many rows until somebody asks for all. */
const rowsMax = 12;

export function TrailView({ trail }: Readonly<{ trail: Trail }>) {
  const t = useTexts(historyTexts);
  const [everything, setEverything] = useState(false);
  const { length: count } = trail.items;
  const left = trail.itemsLeftOut;
  const newestFirst = trail.items.toReversed();
  const shown = everything ? newestFirst : newestFirst.slice(0, rowsMax);
  return (
    <>
      <p className="tz-muted">
        {left > 0 ? t('trail.left', { count, left }) : t('trail.summary', { count })}
      </p>
      <Entries entries={shown} own={trail.id} />
      {shown.length < newestFirst.length && (
        <Button onClick={() => setEverything(true)}>{t('trail.more')}</Button>
      )}
    </>
  );
}

type EntriesProps = Readonly<{ entries: readonly TrailEntry[]; own: string }>;

function Entries({ entries, own }: EntriesProps) {
  const t = useTexts(historyTexts);
  const words = useWords();
  const term = useTerm();
  return (
    <Table
      label={t('trail')}
      rows={entries}
      keyOf={({ id }) => id}
      title={(column) => t(`trail.${column}`)}
      heading="event"
      cells={{
        event: ({ type, stream }) => (
          <>
            <div className="tz-trail-event">{words.event(type)}</div>
            {stream !== own && (
              <div>
                <CaseLink id={stream} />
              </div>
            )}
          </>
        ),
        who: ({ by, unit, channel }) => (
          <>
            <Name id={by} />
            <div className="tz-trail-who tz-muted">
              <Name id={unit} /> · {term(entranceTitles, channel)}
            </div>
          </>
        ),
        when: ({ at }) => <Moment at={at} show="exact" />,
        recorded: ({ recordedAt }) => <Moment at={recordedAt} show="exact" />,
        fields: ({ fields }) => fields.map(words.field).join(t('comma')) || '–',
        links: ({ cause, effects }) => (
          <>
            {cause && <Link label={t('trail.cause')} to={cause} />}
            {effects.map((effect) => (
              <Link key={effect.id} label={t('trail.effect')} to={effect} />
            ))}
          </>
        ),
      }}
    />
  );
}

type LinkProps = Readonly<{ label: string; to: Readonly<{ stream: string; type: string }> }>;

function Link({ label, to }: LinkProps) {
  const words = useWords();
  return (
    <div>
      {label} {words.event(to.type)} <CaseLink id={to.stream} />
    </div>
  );
}
