/** Everything that happened, oldest first: what, who, when, by which channel, from where. */
import { entranceTitles, type TimelineEntry } from '@taizhang/contracts/views';
import { keys, useTimeline } from '@taizhang/portal/data-access';
import {
  Badge,
  formatInstant,
  Moment,
  Name,
  Panel,
  Shown,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { EventSentence } from './event-sentence';
import { wordsOf } from './sentence';
import { timelineTexts } from './timeline.texts';

type TimelineProps = Readonly<{ complaintId: string; revision: number }>;

export function TimelinePanel({ complaintId, revision }: TimelineProps) {
  const t = useTexts(timelineTexts);
  const queries = useQueryClient();
  const answer = useTimeline(complaintId);
  const behind = answer.data !== undefined && (answer.data.at(-1)?.revision ?? -1) < revision;

  // The page asks for the complaint every few seconds; its events only when there are new ones.
  useEffect(() => {
    if (!behind) return;
    void queries.invalidateQueries({ queryKey: keys.timeline(complaintId) });
    void queries.invalidateQueries({ queryKey: keys.deadlines(complaintId) });
  }, [behind, revision, complaintId, queries]);

  return (
    <Panel
      title={t('title')}
      extra={
        answer.data && <span className="tz-muted">{t('count', { count: answer.data.length })}</span>
      }
    >
      <Shown answer={answer} rows={8}>
        {(events) => (
          <ol className="tz-timeline">
            {events.map((event) => (
              <Entry key={event.id} event={event} />
            ))}
          </ol>
        )}
      </Shown>
    </Panel>
  );
}

function Entry({ event }: Readonly<{ event: TimelineEntry }>) {
  const t = useTexts(timelineTexts);
  const term = useTerm();
  const language = useLanguage();
  const { type, at, by, channel, origin, recordedAt, data } = event;
  const words = wordsOf(event);
  const sought = data['remedySought'];
  return (
    <li data-tone={toneOf(type)}>
      <div className="tz-timeline-what">
        <EventSentence event={event} />
      </div>
      {words && <p className="tz-words tz-quote">{words}</p>}
      {typeof sought === 'string' && sought && (
        <p className="tz-muted">{t('words.sought', { words: sought })}</p>
      )}
      <p className="tz-muted tz-small">
        <Moment at={at} /> · <Name id={by} />
        {!by.startsWith('system-') && channel in entranceTitles && (
          <> · {term(entranceTitles, channel)}</>
        )}
        {origin ? (
          <>
            {' '}
            <Badge tone="neutral">{t('imported', origin)}</Badge>{' '}
            {t('recorded', { at: formatInstant(recordedAt, language) })}
          </>
        ) : null}
      </p>
    </li>
  );
}

function toneOf(type: string): 'danger' | 'success' | 'plain' {
  if (/Missed|Returned|Reopened/.test(type)) return 'danger';
  return /Replied|Closed/.test(type) ? 'success' : 'plain';
}
