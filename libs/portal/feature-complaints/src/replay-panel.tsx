/** The time slider: the complaint as it was known after each event, and what changed. */
import type { Complaint, TimelineEntry } from '@taizhang/contracts/views';
import { useTimeline, type PastInstant } from '@taizhang/portal/data-access';
import { AsOfBar } from '@taizhang/portal/feature-history';
import { formatInstantWithSeconds, Panel, Shown, useLanguage, useTexts } from '@taizhang/portal/ui';
import { useState } from 'react';
import { MomentForm } from './replay-moment';
import { isStep } from './replay-steps';
import { ReplayTable } from './replay-table';
import { replayTexts } from './replay.texts';
import { sentenceOf } from './sentence';
import { timelineTexts } from './timeline.texts';
import { useWords } from './use-words';

export function ReplayPanel({ complaint }: Readonly<{ complaint: Complaint }>) {
  const t = useTexts(replayTexts);
  const answer = useTimeline(complaint.id);
  return (
    <Panel title={t('title')}>
      <p className="tz-muted">{t('hint')}</p>
      <Shown answer={answer}>{(events) => <Replay complaint={complaint} events={events} />}</Shown>
    </Panel>
  );
}

type ReplayProps = Readonly<{ complaint: Complaint; events: readonly TimelineEntry[] }>;

function Replay({ complaint, events }: ReplayProps) {
  const t = useTexts(replayTexts);
  const last = complaint.revision;
  // Null follows the present: a new event moves it along.
  const [chosen, setChosen] = useState<number | null>(null);
  // One that no step shows.
  const [instant, setInstant] = useState<PastInstant | null>(null);
  const revision = Math.min(chosen ?? last, last);
  const positionOf = usePosition(events, last);
  const language = useLanguage();
  const atInstant =
    instant && t('position.instant', { at: formatInstantWithSeconds(instant.at, language) });

  function go(to: number) {
    setInstant(null);
    setChosen(to >= last ? null : Math.max(0, to));
  }
  function found(to: number, asked: PastInstant) {
    go(to);
    if (!isStep(events, to, asked)) setInstant(asked);
  }

  return (
    <div className="tz-replay">
      <AsOfBar
        label={t('slider')}
        last={last}
        value={revision}
        onChange={go}
        describe={(step) => atInstant ?? positionOf(step)}
      >
        <MomentForm complaintId={complaint.id} onFound={found} />
      </AsOfBar>
      <ReplayTable complaintId={complaint.id} {...{ revision, instant, last }} />
    </div>
  );
}

/** Where the slider stands, in words. */
function usePosition(events: readonly TimelineEntry[], last: number) {
  const t = useTexts(replayTexts);
  const timeline = useTexts(timelineTexts);
  const language = useLanguage();
  const words = useWords();
  return (revision: number): string => {
    const event = events.find((one) => one.revision === revision);
    if (!event) return '';
    const { key, values } = sentenceOf(event, words);
    return t('position', {
      step: revision + 1,
      last: last + 1,
      at: formatInstantWithSeconds(event.at, language),
      event: timeline(key, values),
    });
  };
}
