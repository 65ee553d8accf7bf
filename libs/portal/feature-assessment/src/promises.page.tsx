/** The promises in force, where each comes from, and how it was kept. */
import type { PromiseKeeping } from '@taizhang/contracts/views';
import { usePromiseEntries, usePromises, type PromisesAsked } from '@taizhang/portal/data-access';
import {
  addDays,
  Badge,
  CaseLink,
  Field,
  formatDue,
  formatSeconds,
  Name,
  Page,
  Panel,
  Shown,
  Table,
  useLanguage,
  useTexts,
  useToday,
  useUiTexts,
} from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { AssessmentTabs } from './assessment-tabs';
import { assessmentTexts } from './assessment.texts';
import { DayRange } from './day-range';
import { useEditionTitle } from './use-edition-title';

export function PromisesPage() {
  const t = useTexts(assessmentTexts);
  const today = useToday();
  const [asked, setAsked] = useState<PromisesAsked>({ from: addDays(today, -89), to: today });
  const [opened, setOpened] = useState<PromiseKeeping>();
  const answer = usePromises(asked);
  return (
    <Page title={t('title')}>
      <AssessmentTabs />
      <div className="tz-panel tz-row">
        <Field label={t('period')} htmlFor="promises-from">
          <DayRange id="promises-from" label={t('period')} value={asked} onChange={setAsked} />
        </Field>
      </div>
      {opened && <Entries asked={asked} promise={opened} onClose={() => setOpened(undefined)} />}
      <Panel
        title={t('promises')}
        extra={
          answer.data && (
            <span className="tz-muted">
              {t('promises.edition', { edition: answer.data.edition })}
            </span>
          )
        }
      >
        <p className="tz-muted tz-hint">{t('promises.hint')}</p>
        <Shown answer={answer} rows={10}>
          {({ items }) => <PromiseTable items={items} onOpen={setOpened} />}
        </Shown>
      </Panel>
    </Page>
  );
}

type PromiseTableProps = Readonly<{
  items: readonly PromiseKeeping[];
  onOpen: (promise: PromiseKeeping) => void;
}>;

function PromiseTable({ items, onOpen }: PromiseTableProps) {
  const t = useTexts(assessmentTexts);
  const ui = useUiTexts();
  const editionOf = useEditionTitle();
  const language = useLanguage();
  const limitOf = (unit: PromiseKeeping['limit']['unit'], amount: number) =>
    unit === 'minutes' && amount < 1
      ? formatSeconds(Math.round(amount * 60), language)
      : t(`limit.${unit}`, { amount });
  // What somebody was promised in these days comes first.
  const sorted = [...items].sort((a, b) => Math.sign(b.made) - Math.sign(a.made));
  return (
    <Table
      label={t('promises')}
      rows={sorted}
      keyOf={({ promise }) => promise}
      title={(column) => t(`promise.${column}`)}
      heading="title"
      cells={{
        title: (one) =>
          one.made > 0 ? (
            <Button type="link" size="small" onClick={() => onOpen(one)}>
              {one.title[language]}
            </Button>
          ) : (
            one.title[language]
          ),
        limit: ({ bound, limit: { unit, amount } }) => (
          <span className="tz-nowrap">
            {[t(`bound.${bound}`), limitOf(unit, amount)].join(' ')}
          </span>
        ),
        source: ({ edition, source }) => `${editionOf(edition)} · ${source}`,
        grade: ({ grade }) => `${grade} ${ui(`grade.${grade}`)}`,
        since: ({ effectiveFrom }) => <span className="tz-nowrap">{effectiveFrom}</span>,
        kept: ({ kept }) => kept,
        missed: ({ missed }) => missed,
        running: ({ running }) => running,
        rate: (one) => <span className="tz-nowrap">{rateOf(one)}</span>,
      }}
    />
  );
}

/** Met of those that ended; what still runs says nothing yet. */
const rateOf = ({ kept, missed }: Pick<PromiseKeeping, 'kept' | 'missed'>) =>
  kept + missed === 0 ? '–' : `${((kept / (kept + missed)) * 100).toFixed(1)} %`;

const tones = { kept: 'success', missed: 'danger', running: 'info' } as const;

type EntriesProps = Readonly<{
  asked: PromisesAsked;
  promise: PromiseKeeping;
  onClose: () => void;
}>;

function Entries({ asked, promise, onClose }: EntriesProps) {
  const t = useTexts(assessmentTexts);
  const language = useLanguage();
  const answer = usePromiseEntries(asked, promise.promise);
  const title = t('promise.cases', { title: promise.title[language] });
  return (
    <Panel title={title} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <h3>{t('promise.units')}</h3>
      <ul className="tz-lines">
        {promise.units.map((unit) => (
          <li key={unit.unitId ?? ''}>
            <span className="tz-line-main">
              <Name id={unit.unitId} />
            </span>
            <span>{`${unit.kept} / ${unit.kept + unit.missed} · ${rateOf(unit)}`}</span>
          </li>
        ))}
      </ul>
      <Shown answer={answer}>
        {({ items }) => (
          <ul className="tz-lines">
            {items.slice(0, 50).map(({ stream, state, dueAt, unitId }) => (
              <li key={`${stream} ${dueAt}`}>
                <span className="tz-line-main">
                  <CaseLink id={stream} />
                </span>
                <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
                <span className="tz-muted">
                  <Name id={unitId} /> · {formatDue(dueAt, language)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  );
}
