/** Who changed what: every event, its fields, its cause and what it led to. */
import { entranceTitles, type Trail, type TrailEntry } from '@taizhang/contracts/views';
import { CaseLink, Moment, Name, Scrolling, useTerm, useTexts } from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { historyTexts } from './history.texts';
import { useWords } from './use-words';

/** So many rows until somebody asks for all. */
const rowsMax = 12;

export function TrailView({ trail }: Readonly<{ trail: Trail }>) {
  const t = useTexts(historyTexts);
  const [everything, setEverything] = useState(false);
  const newestFirst = trail.items.toReversed();
  const shown = everything ? newestFirst : newestFirst.slice(0, rowsMax);
  const columns = ['event', 'who', 'when', 'recorded', 'fields', 'links'] as const;
  return (
    <>
      <p className="tz-muted">{t('trail.summary', { count: trail.items.length })}</p>
      <Scrolling label={t('trail')}>
        <table className="tz-table tz-trail">
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {t(`trail.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <Entry key={entry.id} entry={entry} own={trail.id} />
            ))}
          </tbody>
        </table>
      </Scrolling>
      {shown.length < newestFirst.length && (
        <Button onClick={() => setEverything(true)}>{t('trail.more')}</Button>
      )}
    </>
  );
}

type EntryProps = Readonly<{ entry: TrailEntry; own: string }>;

function Entry({ entry, own }: EntryProps) {
  const t = useTexts(historyTexts);
  const words = useWords();
  const term = useTerm();
  return (
    <tr>
      <th scope="row">
        {words.event(entry.type)}
        {entry.stream !== own && (
          <>
            <br />
            <CaseLink id={entry.stream} />
          </>
        )}
      </th>
      <td>
        <Name id={entry.by} />
        <br />
        <span className="tz-muted">
          <Name id={entry.unit} /> · {term(entranceTitles, entry.channel)}
        </span>
      </td>
      <td>
        <Moment at={entry.at} show="exact" />
      </td>
      <td>
        <Moment at={entry.recordedAt} show="exact" />
      </td>
      <td>{entry.fields.map(words.field).join(t('comma')) || '–'}</td>
      <td>
        {entry.cause && <Link label={t('trail.cause')} to={entry.cause} />}
        {entry.effects.map((effect) => (
          <Link key={effect.id} label={t('trail.effect')} to={effect} />
        ))}
      </td>
    </tr>
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
