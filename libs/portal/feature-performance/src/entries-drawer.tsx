/** The events behind one figure; each leads to its case. */
import type { PerformanceEntry } from '@taizhang/contracts/views';
import {
  useDirectory,
  usePerformanceEntries,
  type PerformanceAsked,
} from '@taizhang/portal/data-access';
import {
  CaseLink,
  EmptyNotice,
  Field,
  Moment,
  More,
  Name,
  Shown,
  Table,
  useTexts,
} from '@taizhang/portal/ui';
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import type { Figure } from './indicators';
import { eventNameTexts } from './event-names.texts';
import { performanceTexts } from './performance.texts';

/** What was opened: a figure of everything shown, or of one unit, person or day of it. */
export type Opened = Readonly<{
  figure: Figure;
  unitId?: string;
  staffId?: string;
  day?: string;
}>;

const opening = [
  'acts',
  'contactsTaken',
  'answeredAtOnce',
  'recontacts',
  'lodged',
  'accepted',
  'contactCount',
  'replyCount',
  'replied',
  'closed',
  'reopened',
  'faultsTaken',
  'arrivalCount',
  'restorationCount',
  'faultsRepaired',
  'faultsReopened',
  'praise',
  'promisesKept',
  'promisesMissed',
  'ratings',
  'callbacks',
  'spotChecks',
] as const satisfies readonly Figure[];

type DrawerProps = Readonly<{ asked: PerformanceAsked; opened: Opened; onClose: () => void }>;

export function EntriesDrawer({ asked, opened, onClose }: DrawerProps) {
  const t = useTexts(performanceTexts);
  const { nameOf } = useDirectory();
  const [figure, setFigure] = useState(opened.figure);
  const from = opened.day ?? asked.from;
  const to = opened.day ?? asked.to;
  const unitId = opened.unitId ?? asked.unitId;
  const staffId = opened.staffId ?? asked.staffId;
  const answer = usePerformanceEntries({
    from,
    to,
    figure,
    ...(unitId ? { unitId } : {}),
    ...(staffId ? { staffId } : {}),
  });
  const whose = staffId ?? unitId;
  const name = whose ? nameOf(whose) : t('path.all');
  return (
    <Drawer open onClose={onClose} size="large" title={t('entries.title')}>
      <p className="tz-hint">{t('entries.scope', { name, from, to })}</p>
      <Field label={t('figure.label')} htmlFor="entries-figure">
        <Select
          id="entries-figure"
          value={figure}
          onChange={setFigure}
          options={opening.map((value) => ({ value, label: t(`figure.${value}`) }))}
        />
      </Field>
      <Shown answer={answer} rows={8}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyNotice title={t('entries.none')} hint={t('entries.none.hint')} />
          ) : (
            <>
              <Entries entries={entries} />
              <More shown={entries.length} pages={answer} />
            </>
          )
        }
      </Shown>
    </Drawer>
  );
}

function Entries({ entries }: Readonly<{ entries: readonly PerformanceEntry[] }>) {
  const t = useTexts(performanceTexts);
  return (
    <Table
      label={t('entries.title')}
      rows={entries}
      keyOf={({ id, staffId }) => `${id} ${staffId}`}
      title={(column) => t(`entries.${column}`)}
      cells={{
        time: ({ at }) => <Moment at={at} show="exact" />,
        event: ({ type }) => <EventName type={type} />,
        staff: ({ staffId }) => (
          <span className="tz-nowrap">
            <Name id={staffId} />
          </span>
        ),
        case: ({ stream }) => <CaseLink id={stream} />,
      }}
    />
  );
}

function EventName({ type }: Readonly<{ type: string }>) {
  const t = useTexts(eventNameTexts);
  return <>{t(`event.${type}` as keyof typeof eventNameTexts.zh)}</>;
}
