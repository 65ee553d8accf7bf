/** Everything that happened, oldest first: what, who, when. */
import type { TimelineEntry } from '@taizhang/contracts/views';
import { useDirectory } from '@taizhang/portal/data-access';
import {
  Moment,
  Name,
  Panel,
  Shown,
  useLanguage,
  useTerm,
  useTexts,
  useUiTexts,
} from '@taizhang/portal/ui';
import type { ComponentProps } from 'react';
import { billingEventTexts } from './billing-events.texts';
import { sentenceOf, wordsOf } from './event-words';

type Answer = ComponentProps<typeof Shown<readonly TimelineEntry[]>>['answer'];

export function History({ answer }: Readonly<{ answer: Answer }>) {
  const t = useTexts(billingEventTexts);
  return (
    <Panel title={t('title')}>
      <Shown answer={answer} rows={6}>
        {(events) => (
          <ol className="tz-billing-list">
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
  const t = useTexts(billingEventTexts);
  const term = useTerm();
  const ui = useUiTexts();
  const language = useLanguage();
  const { nameOf } = useDirectory();
  const { key, values } = sentenceOf(event, { term, nameOf, promiseOf: ui.promise, language });
  const words = wordsOf(event);
  return (
    <li>
      <strong>{t(key, values)}</strong>
      {words && <p className="tz-words tz-billing-quote">{words}</p>}
      <p className="tz-muted tz-small">
        <Moment at={event.at} /> · <Name id={event.by} />
      </p>
    </li>
  );
}
