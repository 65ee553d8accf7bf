/** What an operator can do to a read model that is not being rebuilt; each asks first. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { useRebuild, useRebuildAct } from '@taizhang/portal/data-access';
import { ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { ConfirmButton } from './confirm-button';
import { operationsTexts } from './operations.texts';
import { isOver } from './rebuild-state';
import { rebuildTexts } from './rebuilds.texts';
import { useModelTitle } from './use-model-title';

export function ModelActions({ model }: Readonly<{ model: ReadModelStatus }>) {
  const t = useTexts(operationsTexts);
  const say = useTexts(rebuildTexts);
  const rebuild = useRebuild();
  const act = useRebuildAct();
  const { name, tables } = model;
  const title = useModelTitle()(name);
  const error = rebuild.error ?? act.error;
  // What is not over is dealt with where it is shown, above.
  if (model.rebuild && !isOver(model.rebuild)) return null;
  const isKept = tables.some(({ kind }) => kind === 'previous');
  return (
    <div className="tz-row">
      {error && <ProblemNotice error={error} />}
      {(['rebuild', 'compare'] as const).map((kind) => (
        <ConfirmButton
          key={kind}
          label={t(`action.${kind}`)}
          question={t(`confirm.${kind}`, { name: title })}
          detail={t(`confirm.${kind}.detail`)}
          loading={rebuild.isPending}
          onConfirm={() => rebuild.mutate({ name, compare: kind === 'compare' })}
        />
      ))}
      {isKept &&
        (['roll-back', 'forget'] as const).map((one) => (
          <ConfirmButton
            key={one}
            label={say(`act.${one}`)}
            question={say(`ask.${one}`, { name: title })}
            detail={say(`ask.${one}.detail`)}
            loading={act.isPending && act.variables.act === one}
            onConfirm={() => act.mutate({ name, act: one })}
          />
        ))}
    </div>
  );
}
