/** One rebuild: how far it is, how fast, how long still, and how it ended. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { formatSeconds, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Progress } from 'antd';
import { DifferencesButton } from './differences-drawer';
import { operationsTexts } from './operations.texts';
import { rebuildTexts } from './rebuilds.texts';
import { useModelTitle } from './use-model-title';

export type Rebuild = NonNullable<ReadModelStatus['rebuild']>;

/** Nothing is left that could be gone on with or thrown away. */
export const isOver = ({ state }: Rebuild) => state === 'done' || state === 'cancelled';

const bars = {
  running: 'active',
  switching: 'active',
  paused: 'normal',
  interrupted: 'exception',
  failed: 'exception',
} as const;

/** How the latest rebuild of a read model ended, or how far it is. */
export function RebuildState({ model }: Readonly<{ model: ReadModelStatus }>) {
  const t = useTexts(operationsTexts);
  const title = useModelTitle()(model.name);
  const { rebuild } = model;
  if (!rebuild) return <span className="tz-muted">{t('rebuild.none')}</span>;
  if (!isOver(rebuild)) return <Bar rebuild={rebuild} title={title} />;
  const { state, total, differences } = rebuild;
  return (
    <div role="status">
      <span>{t(`rebuild.${state as 'done'}`, { total: written(total) })}</span>
      {differences !== null && (
        <p className={differences > 0 ? 'tz-deadline-late' : 'tz-deadline-kept'}>
          {differences > 0
            ? `✕ ${t('differences.found', { count: differences })}`
            : `✓ ${t('differences.none')}`}
        </p>
      )}
      {differences !== null && differences > 0 && <DifferencesButton name={model.name} />}
    </div>
  );
}

type WithRebuild = Readonly<{ rebuild: Rebuild; title: string }>;

function Bar({ rebuild: { state, events, total }, title }: WithRebuild) {
  const t = useTexts(operationsTexts);
  return (
    <Progress
      percent={total > 0 ? Math.min(100, Math.floor((events / total) * 100)) : 0}
      status={bars[state as keyof typeof bars]}
      size="small"
      aria-label={t('progress.label', { name: title })}
    />
  );
}

/** All there is to say about one that is not over. */
export function RebuildProgress(props: WithRebuild) {
  return (
    <div role="status">
      <Bar {...props} />
      <Sentence rebuild={props.rebuild} />
    </div>
  );
}

const written = (count: number) => Math.round(count).toLocaleString('en-US');

function Sentence({ rebuild }: Readonly<{ rebuild: Rebuild }>) {
  const t = useTexts(operationsTexts);
  const say = useTexts(rebuildTexts);
  const { state, phase, wish, message } = rebuild;
  const [total, saved] = [written(rebuild.total), written(rebuild.saved)];
  if (state === 'running' || state === 'switching') {
    return (
      <>
        {phase === 'reading' && <Rate rebuild={rebuild} />}
        {phase === 'writing' && <span>{say('state.writing', { total })}</span>}
        {phase === 'switching' && <span>{t('rebuild.switching')}</span>}
        {wish && <p>{say(`wish.${wish}`)}</p>}
      </>
    );
  }
  return (
    <>
      <span>{say(`state.${state as 'paused'}`, { saved, total })}</span>
      {message && (
        <p className="tz-small" lang="en">
          {message}
        </p>
      )}
    </>
  );
}

function Rate({ rebuild }: Readonly<{ rebuild: Rebuild }>) {
  const t = useTexts(operationsTexts);
  const language = useLanguage();
  const { events, total, eventsPerSecond, secondsLeft } = rebuild;
  const left =
    secondsLeft === null
      ? t('rebuild.left.unknown')
      : t('rebuild.left', { length: formatSeconds(secondsLeft, language) });
  const rate = written(eventsPerSecond);
  return (
    <span className="tz-number">
      {t('rebuild.running', { events: written(events), total: written(total), rate, left })}
    </span>
  );
}
