/** Every promise with what became of it, and why it ends when it does, day by day. */
import { useDeadlines, type Deadline } from '@taizhang/portal/data-access';
import {
  Badge,
  DeadlineBadge,
  EmptyNotice,
  formatDay,
  formatDue,
  formatInstant,
  Panel,
  Scrolling,
  Shown,
  useLanguage,
  useTexts,
  useUiTexts,
} from '@taizhang/portal/ui';
import { caseTexts } from './complaint.texts';

export function DeadlinesPanel({ complaintId }: Readonly<{ complaintId: string }>) {
  const t = useTexts(caseTexts);
  const answer = useDeadlines(complaintId);
  return (
    <Panel title={t('deadlines.title')}>
      <Shown answer={answer}>
        {(deadlines) =>
          deadlines.length === 0 ? (
            <EmptyNotice title={t('deadlines.none')} hint={t('deadlines.none.hint')} />
          ) : (
            <ul className="tz-deadlines">
              {deadlines.map((deadline) => (
                <DeadlineItem key={deadline.promise} deadline={deadline} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}

const tones = { running: 'info', kept: 'success', missed: 'danger' } as const;

function DeadlineItem({ deadline }: Readonly<{ deadline: Deadline }>) {
  const t = useTexts(caseTexts);
  const ui = useUiTexts();
  const language = useLanguage();
  const { title, state, dueAt, stoppedAt, explanation } = deadline;
  return (
    <li>
      <div className="tz-deadline-head">
        <strong>{title[language]}</strong>
        {state === 'running' ? (
          <DeadlineBadge dueAt={dueAt} />
        ) : (
          <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
        )}
      </div>
      <p className="tz-number">
        {t('deadlines.due')} {formatDue(dueAt, language)}
        {state === 'kept' && stoppedAt && (
          <>
            {' '}
            · {t('deadlines.stopped')} {formatInstant(stoppedAt, language)}
          </>
        )}
      </p>
      <p className="tz-muted">{explanation.sentence[language]}</p>
      <details>
        <summary>{t('deadlines.days')}</summary>
        <Days deadline={deadline} />
        <p className="tz-muted tz-small">
          {t('deadlines.rule', {
            edition: deadline.edition,
            calendar: deadline.calendar,
            source: deadline.source,
            grade: `${deadline.grade} ${ui(`grade.${deadline.grade}`)}`,
          })}
        </p>
      </details>
    </li>
  );
}

function Days({ deadline }: Readonly<{ deadline: Deadline }>) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const { limit, explanation, title } = deadline;
  const onTheClock = limit.unit === 'hours' || limit.unit === 'minutes';
  return (
    <Scrolling label={`${title[language]} · ${t('deadlines.days')}`}>
      <table className="tz-table tz-days">
        <thead>
          <tr>
            <th scope="col">{t('deadlines.date')}</th>
            <th scope="col">{t('deadlines.kind')}</th>
            <th scope="col">{t('deadlines.counted')}</th>
          </tr>
        </thead>
        <tbody>
          {explanation.steps.map(({ date, kind, name, countedSoFar }) => (
            <tr key={date} data-kind={kind}>
              <th scope="row">{formatDay(date, language)}</th>
              <td>
                {t(kind === 'start' && onTheClock ? 'kind.start.clock' : `kind.${kind}`)}
                {name && ` · ${name[language]}`}
              </td>
              <td>
                {countedSoFar} / {limit.amount}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
