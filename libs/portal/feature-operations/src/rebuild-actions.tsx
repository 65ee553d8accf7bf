/** What an operator can do to a read model; each asks first. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import {
  isRebuilding,
  useRebuild,
  useRebuildAct,
  type RebuildAct,
} from '@taizhang/portal/data-access';
import { ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { ConfirmButton } from './confirm-button';
import { operationsTexts } from './operations.texts';
import { rebuildTexts } from './rebuilds.texts';
import { useModelTitle } from './use-model-title';

type ActionProps = Readonly<{
  model: ReadModelStatus;
  /** How many other read models the same rebuild covers. */
  others: number;
}>;

/** In the order in which they are offered. */
function actsFor({ rebuild, tables }: ReadModelStatus): readonly RebuildAct[] {
  if (rebuild?.state === 'running' || rebuild?.state === 'switching') return ['pause', 'cancel'];
  const isHeld = rebuild?.state === 'paused' || rebuild?.state === 'interrupted';
  const isKept = tables.some(({ kind }) => kind === 'previous');
  return [
    ...(isHeld || rebuild?.state === 'failed' ? (['resume', 'cancel'] as const) : []),
    ...(isKept ? (['roll-back', 'forget'] as const) : []),
  ];
}

const ofTheRebuild: readonly RebuildAct[] = ['pause', 'resume', 'cancel'];

export function ModelActions({ model, others }: ActionProps) {
  const t = useTexts(operationsTexts);
  const say = useTexts(rebuildTexts);
  const rebuild = useRebuild();
  const act = useRebuildAct();
  const { name } = model;
  const title = useModelTitle()(name);
  const error = rebuild.error ?? act.error;
  const acts = actsFor(model);
  const mayBegin = !isRebuilding(model) && !acts.includes('resume');
  return (
    <div className="tz-row tz-acts">
      {error && <ProblemNotice error={error} />}
      {mayBegin &&
        (['rebuild', 'compare'] as const).map((kind) => (
          <ConfirmButton
            key={kind}
            label={t(`action.${kind}`)}
            question={t(`confirm.${kind}`, { name: title })}
            detail={t(`confirm.${kind}.detail`)}
            loading={rebuild.isPending}
            onConfirm={() => rebuild.mutate({ name, compare: kind === 'compare' })}
          />
        ))}
      {acts.map((one) => (
        <ConfirmButton
          key={one}
          label={say(`act.${one}`)}
          question={say(`ask.${one}`, { name: title })}
          detail={[
            say(`ask.${one}.detail`),
            ...(others > 0 && ofTheRebuild.includes(one)
              ? [say('ask.together', { count: others })]
              : []),
          ].join(' ')}
          loading={act.isPending && act.variables.act === one}
          onConfirm={() => act.mutate({ name, act: one })}
        />
      ))}
    </div>
  );
}
