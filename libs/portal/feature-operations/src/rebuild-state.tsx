/** One rebuild: how far it is, how fast, how long still, and how it ended. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { formatSeconds, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Progress } from 'antd';
import { DifferencesButton } from './differences-drawer';
import { operationsTexts } from './operations.texts';
import { rebuildTexts } from './rebuilds.texts';
import { useModelTitle } from './use-model-title';

type WithModel = Readonly<{ model: ReadModelStatus }>;

const barred = {
  running: 'active',
  switching: 'active',
  paused: 'normal',
  interrupted: 'exception',
  failed: 'exception',
} as const;

export function RebuildState({ model }: WithModel) {
  const t = useTexts(operationsTexts);
  const title = useModelTitle()(model.name);
  const { rebuild } = model;
  if (!rebuild) return <span className="tz-muted">{t('rebuild.none')}</span>;
  const { state, events, total, differences } = rebuild;
  return (
    <div role="status">
      {state in barred && (
        <Progress
          percent={total > 0 ? Math.min(100, Math.floor((events / total) * 100)) : 0}
          status={barred[state as keyof typeof barred]}
          size="small"
          aria-label={t('progress.label', { name: title })}
        />
      )}
      <RebuildSentence rebuild={rebuild} />
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

type Rebuild = NonNullable<ReadModelStatus['rebuild']>;

const written = (count: number) => Math.round(count).toLocaleString('en-US');

function RebuildSentence({ rebuild }: Readonly<{ rebuild: Rebuild }>) {
  const t = useTexts(operationsTexts);
  const say = useTexts(rebuildTexts);
  const { state, phase, wish, message } = rebuild;
  const [total, saved] = [written(rebuild.total), written(rebuild.saved)];
  if (state === 'running') {
    return (
      <>
        {phase === 'writing' ? say('state.writing', { total }) : <Rate rebuild={rebuild} />}
        {wish && <p>{say(`wish.${wish}`)}</p>}
      </>
    );
  }
  if (state === 'paused' || state === 'interrupted') {
    return <span>{say(`state.${state}`, { saved, total })}</span>;
  }
  if (state === 'failed') {
    return (
      <>
        <span>{say('state.failed', { saved, total })}</span>
        {message && (
          <p className="tz-small" lang="en">
            {message}
          </p>
        )}
      </>
    );
  }
  return <span>{t(`rebuild.${state}`, { total })}</span>;
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
