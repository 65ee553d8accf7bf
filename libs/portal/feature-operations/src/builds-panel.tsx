/** Rebuilds that are not over: how far each is, and what can be done about it. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { useMay, useRebuildAct, type RebuildAct } from '@taizhang/portal/data-access';
import { listed, Panel, ProblemNotice, useLanguage, useTexts } from '@taizhang/portal/ui';
import { ConfirmButton } from './confirm-button';
import { RebuildProgress, isOver, type Rebuild } from './rebuild-state';
import { rebuildTexts } from './rebuilds.texts';
import { useModelTitle } from './use-model-title';

/** One reading of the log fills several read models: one build, shown once. */
type Build = Readonly<{ rebuild: Rebuild; names: readonly string[] }>;

function buildsOf(items: readonly ReadModelStatus[]): readonly Build[] {
  const open = items.flatMap(({ rebuild }) => (rebuild && !isOver(rebuild) ? [rebuild] : []));
  return [...new Map(open.map((rebuild) => [rebuild.id, rebuild])).values()].map((rebuild) => ({
    rebuild,
    names: items.filter((item) => item.rebuild?.id === rebuild.id).map(({ name }) => name),
  }));
}

export function BuildsPanel({ items }: Readonly<{ items: readonly ReadModelStatus[] }>) {
  const say = useTexts(rebuildTexts);
  const builds = buildsOf(items);
  if (builds.length === 0) return null;
  return (
    <Panel title={say('builds')}>
      <p className="tz-muted tz-hint">{say('builds.hint')}</p>
      <div className="tz-stack">
        {builds.map((build) => (
          <BuildCard key={build.rebuild.id} build={build} count={items.length} />
        ))}
      </div>
    </Panel>
  );
}

function BuildCard({ build, count }: Readonly<{ build: Build; count: number }>) {
  const say = useTexts(rebuildTexts);
  const language = useLanguage();
  const titleOf = useModelTitle();
  const mayAct = useMay('operations.write');
  const { rebuild, names } = build;
  const title =
    names.length === count
      ? say('all')
      : listed(
          names.map((name) => titleOf(name)),
          language,
        );
  return (
    <section aria-label={say('build.label', { name: title })}>
      <p>
        <strong>{say(rebuild.compare ? 'build.compare' : 'build.rebuild', { name: title })}</strong>
      </p>
      <RebuildProgress rebuild={rebuild} title={title} />
      {mayAct && <BuildActions build={build} title={title} />}
    </section>
  );
}

const actsOn = ({ state, wish }: Rebuild): readonly RebuildAct[] => {
  if (wish === 'cancel') return [];
  if (state !== 'running' && state !== 'switching') return ['resume', 'cancel'];
  return wish === 'pause' ? ['cancel'] : ['pause', 'cancel'];
};

function BuildActions({ build, title }: Readonly<{ build: Build; title: string }>) {
  const say = useTexts(rebuildTexts);
  const act = useRebuildAct();
  const [name] = build.names;
  return (
    <div className="tz-row">
      {act.error && <ProblemNotice error={act.error} />}
      {actsOn(build.rebuild).map((one) => (
        <ConfirmButton
          key={one}
          label={say(`act.${one}`)}
          question={say(`ask.${one}`, { name: title })}
          detail={say(`ask.${one}.detail`)}
          loading={act.isPending && act.variables.act === one}
          onConfirm={() => act.mutate({ name: name!, act: one })}
        />
      ))}
    </div>
  );
}
