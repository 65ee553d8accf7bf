/** The state at one step beside the step before and the present; differences are marked. */
import type { Complaint } from '@taizhang/contracts/views';
import {
  useComplaintAsOf,
  useDifference,
  useDirectory,
  type PastInstant,
} from '@taizhang/portal/data-access';
import {
  formatDue,
  formatInstant,
  ProblemNotice,
  Shown,
  Table,
  useLanguage,
  useTerm,
  useTexts,
  useUiTexts,
} from '@taizhang/portal/ui';
import { Checkbox } from 'antd';
import { useState } from 'react';
import {
  changedFields,
  differingFields,
  replayFields,
  writtenField,
  type ReplayField,
  type Writing,
} from './replay-fields';
import { replayTexts } from './replay.texts';

/** What one always wants to see; the rest when it changed, or when asked for. */
const core: readonly ReplayField[] = ['status', 'unitId', 'handlerId', 'nextDueAt'];

type ReplayTableProps = Readonly<{
  complaintId: string;
  revision: number;
  /** What to show instead of a step: an instant that none shows. */
  instant: PastInstant | null;
  last: number;
}>;

export function ReplayTable({ complaintId, revision, instant, last }: ReplayTableProps) {
  const before = useComplaintAsOf(complaintId, { revision: Math.max(revision - 1, 0) });
  const then = useComplaintAsOf(complaintId, instant ?? { revision });
  const now = useComplaintAsOf(complaintId, { revision: last });
  const step = useDifference(complaintId, revision - 1, revision);
  const since = useDifference(complaintId, revision, last);
  const failed = step.error ?? since.error;
  const hasBefore = revision > 0 && !instant;
  const isNow = revision === last && !instant;
  const later = (complaint: Complaint) =>
    instant ? differingFields(complaint, now.data?.complaint) : changedFields(since.data);
  return (
    <Shown answer={then} rows={8}>
      {({ complaint }) => (
        <>
          {failed && <ProblemNotice error={failed} />}
          <Comparison
            before={hasBefore ? before.data?.complaint : undefined}
            then={complaint}
            now={now.data?.complaint ?? complaint}
            changed={hasBefore ? changedFields(step.data) : new Set()}
            later={isNow ? new Set() : later(complaint)}
            isNow={isNow}
          />
        </>
      )}
    </Shown>
  );
}

type ComparisonProps = Readonly<{
  before: Complaint | undefined;
  then: Complaint;
  now: Complaint;
  changed: ReadonlySet<string>;
  later: ReadonlySet<string>;
  isNow: boolean;
}>;

function Comparison({ before, then, now, changed, later, isNow }: ComparisonProps) {
  const t = useTexts(replayTexts);
  const writing = useWriting();
  const [everything, setEverything] = useState(false);
  const shown = replayFields.filter(
    (field) => everything || core.includes(field) || changed.has(field) || later.has(field),
  );
  return (
    <>
      <div className="tz-row">
        <p role="status">
          {t(isNow ? 'summary.now' : 'summary', { step: changed.size, now: later.size })}
        </p>
        <Checkbox checked={everything} onChange={({ target }) => setEverything(target.checked)}>
          {t('everything')}
        </Checkbox>
      </div>
      <Table
        label={t('table')}
        rows={shown.map((field) => ({
          field,
          isChanged: changed.has(field),
          isLater: later.has(field),
        }))}
        keyOf={({ field }) => field}
        title={(column) => t(`column.${column}`)}
        heading="field"
        marks={({ isChanged, isLater }) => ({
          'data-changed': isChanged ? 'true' : undefined,
          'data-later': isLater ? 'true' : undefined,
        })}
        cells={{
          field: ({ field }) => t(`field.${field}`),
          before: ({ field, isChanged }) =>
            before && isChanged ? (
              <del>{writtenField(before, field, writing)}</del>
            ) : (
              <span className="tz-muted">{t(before ? 'unchanged' : 'none')}</span>
            ),
          then: ({ field, isChanged }) => (
            <>
              {writtenField(then, field, writing)}
              {isChanged && <small> ● {t('mark.step')}</small>}
            </>
          ),
          now: ({ field, isLater }) =>
            isLater ? (
              <>
                {writtenField(now, field, writing)}
                <small> ◆ {t('mark.now')}</small>
              </>
            ) : (
              <span className="tz-muted">{t('same')}</span>
            ),
        }}
      />
    </>
  );
}

function useWriting(): Writing {
  const t = useTexts(replayTexts);
  const term = useTerm();
  const ui = useUiTexts();
  const language = useLanguage();
  const { nameOf } = useDirectory();
  return {
    term,
    nameOf,
    promiseOf: ui.promise,
    stateOf: (state) => t(`promise.state.${state}`),
    instant: (at) => formatInstant(at, language),
    due: (at) => formatDue(at, language),
    none: t('none'),
  };
}
