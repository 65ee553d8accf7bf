/** Every promise of a fault with what became of it, and which rule promised it. */
import type { Fault } from '@taizhang/contracts/views';
import { useFaultDeadlines } from '@taizhang/portal/data-access';
import {
  DeadlineBadge,
  EmptyNotice,
  formatDue,
  Panel,
  Shown,
  useLanguage,
  useTexts,
  useUiTexts,
} from '@taizhang/portal/ui';
import { faultTexts } from './fault.texts';

export function FaultDeadlines({ fault }: Readonly<{ fault: Fault }>) {
  const t = useTexts(faultTexts);
  const ui = useUiTexts();
  const language = useLanguage();
  const answer = useFaultDeadlines(fault.id, fault.revision);
  return (
    <Panel title={t('deadlines')}>
      <Shown answer={answer}>
        {(deadlines) =>
          deadlines.length === 0 ? (
            <EmptyNotice title={t('deadlines.none')} hint={t('deadlines.none.hint')} />
          ) : (
            <ul className="tz-lines">
              {deadlines.map(({ promise, title, dueAt, state, source, grade }) => (
                <li key={promise}>
                  <span className="tz-line-main">
                    {title[language]}
                    <span className="tz-muted tz-small">
                      {' '}
                      {t('deadlines.source', {
                        at: formatDue(dueAt, language),
                        source: source || '–',
                        grade: `${grade} ${ui(`grade.${grade}`)}`,
                      })}
                    </span>
                  </span>
                  <DeadlineBadge dueAt={dueAt} state={state} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}
