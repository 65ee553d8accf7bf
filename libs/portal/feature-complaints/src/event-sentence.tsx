/** One event, told to people. */
import type { TimelineEntry } from '@taizhang/contracts/views';
import { Moment, Name, useTexts } from '@taizhang/portal/ui';
import { sentenceOf } from './sentence';
import { timelineTexts } from './timeline.texts';
import { useWords } from './use-words';

type EventSentenceProps = Readonly<{ event: TimelineEntry; withAuthor?: boolean }>;

export function EventSentence({ event, withAuthor = false }: EventSentenceProps) {
  const t = useTexts(timelineTexts);
  const { key, values } = sentenceOf(event, useWords());
  return (
    <>
      {t(key, values)}
      {withAuthor && (
        <span className="tz-muted">
          {' '}
          · <Name id={event.by} /> · <Moment at={event.at} show="relative" />
        </span>
      )}
    </>
  );
}
