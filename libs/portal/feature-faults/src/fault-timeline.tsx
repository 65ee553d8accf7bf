/** Everything that happened to a fault, oldest first. */
import {
  faultCauseTitles,
  faultClassTitles,
  faultGradeTitles,
  triageTitles,
} from '@taizhang/contracts/intake';
import type { Fault, TimelineEntry } from '@taizhang/contracts/views';
import { useDirectory, useFaultTimeline } from '@taizhang/portal/data-access';
import { Moment, Name, Panel, Shown, useTerm, useTexts, useUiTexts } from '@taizhang/portal/ui';
import { faultTimelineTexts } from './timeline.texts';

export function FaultTimeline({ fault }: Readonly<{ fault: Fault }>) {
  const t = useTexts(faultTimelineTexts);
  const answer = useFaultTimeline(fault.id, fault.revision);
  return (
    <Panel title={t('title')}>
      <Shown answer={answer} rows={6}>
        {(events) => (
          <ol className="tz-fault-timeline">
            {events.map((event) => (
              <Entry key={event.id} event={event} />
            ))}
          </ol>
        )}
      </Shown>
    </Panel>
  );
}

const wordFields = ['statement', 'findings', 'result', 'note', 'reason'] as const;

function Entry({ event }: Readonly<{ event: TimelineEntry }>) {
  const { type, data, at, by } = event;
  const words = wordFields.map((field) => data[field]).find((told) => told);
  const isBad = /Missed|Reopened/.test(type);
  return (
    <li data-tone={isBad ? 'danger' : 'plain'}>
      <Sentence event={event} />
      {typeof words === 'string' && <p className="tz-words tz-quote">{words}</p>}
      <p className="tz-muted tz-small">
        <Moment at={at} /> · <Name id={by} />
      </p>
    </li>
  );
}

function Sentence({ event: { type, data } }: Readonly<{ event: TimelineEntry }>) {
  const t = useTexts(faultTimelineTexts);
  const term = useTerm();
  const ui = useUiTexts();
  const { nameOf } = useDirectory();
  const text = (field: string) => (typeof data[field] === 'string' ? data[field] : '');
  const name = (field: string) => (text(field) ? nameOf(text(field)) : '–');
  const key = `event.${type}` as 'event.FaultReported';
  // A newer service may tell of events this portal has no sentence for.
  return t(key in faultTimelineTexts.zh ? key : 'event.unknown', {
    type,
    class: term(faultClassTitles, text('class')),
    outcome: term(triageTitles, text('outcome')),
    grade: term(faultGradeTitles, text('grade')),
    unit: name('toUnitId'),
    handler: name('handlerId'),
    responsible: name('responsibleId'),
    cause: term(faultCauseTitles, text('cause')),
    promise: ui.promise(text('promise')),
    times: Number(data['times'] ?? 0),
  });
}
