/** One rebuild: how far it is, how fast, how long still, and how it ended. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { isRebuilding, useCancelRebuild, useRebuild } from '@taizhang/portal/data-access';
import { formatSeconds, ProblemNotice, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Progress } from 'antd';
import { ConfirmButton } from './confirm-button';
import { operationsTexts } from './operations.texts';
import { useModelTitle } from './use-model-title';

type WithModel = Readonly<{ model: ReadModelStatus }>;

export function RebuildState({ model }: WithModel) {
  const t = useTexts(operationsTexts);
  const title = useModelTitle()(model.name);
  const { rebuild } = model;
  if (!rebuild) return <span className="tz-muted">{t('rebuild.none')}</span>;
  const { events, total, differences } = rebuild;
  return (
    <div role="status">
      {rebuild.state === 'running' && (
        <Progress
          percent={total > 0 ? Math.floor((events / total) * 100) : 0}
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
    </div>
  );
}

type Rebuild = NonNullable<ReadModelStatus['rebuild']>;

function RebuildSentence({ rebuild }: Readonly<{ rebuild: Rebuild }>) {
  const t = useTexts(operationsTexts);
  const language = useLanguage();
  const { state, events, total, eventsPerSecond, secondsLeft, message } = rebuild;
  const written = (count: number) => Math.round(count).toLocaleString('en-US');
  if (state === 'running') {
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
  return <span>{t(`rebuild.${state}`, { total: written(total), message: message ?? '–' })}</span>;
}

export function ModelActions({ model }: WithModel) {
  const t = useTexts(operationsTexts);
  const rebuild = useRebuild();
  const cancel = useCancelRebuild();
  const { name } = model;
  const title = useModelTitle()(name);
  const error = rebuild.error ?? cancel.error;
  return (
    <div className="tz-row">
      {error && <ProblemNotice error={error} />}
      {isRebuilding(model) ? (
        <ConfirmButton
          label={t('action.cancel')}
          question={t('confirm.cancel', { name: title })}
          detail={t('confirm.cancel.detail')}
          loading={cancel.isPending}
          onConfirm={() => cancel.mutate({ name })}
        />
      ) : (
        (['rebuild', 'compare'] as const).map((kind) => (
          <ConfirmButton
            key={kind}
            label={t(`action.${kind}`)}
            question={t(`confirm.${kind}`, { name: title })}
            detail={t(`confirm.${kind}.detail`)}
            loading={rebuild.isPending}
            onConfirm={() => rebuild.mutate({ name, compare: kind === 'compare' })}
          />
        ))
      )}
    </div>
  );
}
