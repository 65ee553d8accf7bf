/** The time slider: the complaint as it was known after each event, and what changed. */
import type { Complaint, TimelineEntry } from '@taizhang/contracts/views';
import { useTimeline } from '@taizhang/portal/data-access';
import { AsOfBar } from '@taizhang/portal/feature-history';
import { formatInstantWithSeconds, Panel, Shown, useLanguage, useTexts } from '@taizhang/portal/ui';
import { useState } from 'react';
import { MomentForm } from './replay-moment';
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
  const revision = Math.min(chosen ?? last, last);
  const positionOf = usePosition(events, last);
  const go = (to: number) => setChosen(to >= last ? null : Math.max(0, to));

  return (
    <div className="tz-replay">
      <AsOfBar label={t('slider')} last={last} value={revision} onChange={go} describe={positionOf}>
        <MomentForm complaintId={complaint.id} onFound={go} />
      </AsOfBar>
      <ReplayTable complaintId={complaint.id} revision={revision} last={last} />
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
