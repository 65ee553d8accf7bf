/** `taizhang rebuild`: read models anew from the log, beside what is served. */
import { readModels } from '@taizhang/apps/platform';
import type { ReadModel } from '@taizhang/kernel';
import {
  RebuildCancelled,
  RebuildRunning,
  migrateProjections,
  rebuild,
  type Comparison,
  type Progress as RebuildProgress,
  type Rebuilt,
} from '@taizhang/projections';
import type { Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';
import { Progress, duration, number } from './progress';

type Options = Readonly<{ compare?: true; json?: true; quiet?: true }>;

export function rebuildCommand(program: Command, context: CliContext): void {
  program
    .command('rebuild')
    .summary('build read models anew from the log')
    .description(
      'Builds read models anew from the log, beside those that are served, and switches at once. ' +
        'With --compare nothing is switched: it tells every row that differs from what is served.',
    )
    .argument('[names...]', `which (all unless told): ${readModels.map((m) => m.name).join(', ')}`)
    .option('--compare', 'compare with what is served and keep that')
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (names: string[], options: Options) => {
      const models = modelsNamed(names);
      const rebuilt = await run(models, options, context);
      const different = [...rebuilt.comparisons.values()].some((one) => one.differences > 0);
      context.out(options.json ? asJson(models, rebuilt) : asText(models, rebuilt, options));
      if (different) context.endWith(exitCodes.failed);
    });
}

function modelsNamed(names: readonly string[]): readonly ReadModel[] {
  const unknown = names.find((name) => !readModels.some((model) => model.name === name));
  if (unknown) {
    const known = readModels.map(({ name }) => name).join(', ');
    const sentence = `There is no read model "${unknown}". There are ${known}.`;
    throw new CommandFailed(sentence, exitCodes.wrongInput);
  }
  return names.length === 0 ? readModels : readModels.filter(({ name }) => names.includes(name));
}

async function run(
  models: readonly ReadModel[],
  { compare, quiet }: Options,
  context: CliContext,
): Promise<Rebuilt> {
  const progress = quiet ? null : new Progress(context, progressText);
  const { log, pool, close } = await openLedger(context);
  try {
    await migrateProjections(pool);
    return await rebuild(log, pool, models, {
      compare: compare ?? false,
      signal: context.signal,
      ...(progress ? { onProgress: progress.show } : {}),
    });
  } catch (error) {
    if (error instanceof RebuildRunning) throw new CommandFailed(`${error.message}.`);
    if (error instanceof RebuildCancelled) {
      throw new CommandFailed('Stopped; what is served is as it was.', exitCodes.stopped);
    }
    throw error;
  } finally {
    progress?.end();
    await close();
  }
}

/** `reading · 120,000 of 300,000 events · 90,000 events/s · 2 s left` */
const progressText = ({
  phase,
  events,
  total,
  eventsPerSecond,
  secondsLeft,
}: RebuildProgress): string =>
  [
    phase,
    `${number(events)} of ${number(total)} events`,
    `${number(eventsPerSecond)} events/s`,
    ...(secondsLeft ? [`${duration(secondsLeft)} left`] : []),
  ].join(' · ');

function asText(
  models: readonly ReadModel[],
  { events, seconds, comparisons }: Rebuilt,
  { compare }: Options,
): string {
  const rate = number(events / Math.max(seconds, 0.001));
  const head = `${number(events)} events in ${seconds.toFixed(1)} s (${rate} events/s)`;
  const lines = models.map(({ name }) => {
    const comparison = comparisons.get(name);
    if (!comparison) return `  ${name}: rebuilt and switched`;
    const { rows, differences } = comparison;
    const verdict = differences === 0 ? 'no row differs' : `${number(differences)} rows differ`;
    return [`  ${name}: ${number(rows)} rows, ${verdict}`, ...examplesOf(comparison)].join('\n');
  });
  return `${compare ? 'Compared' : 'Rebuilt'} ${head}\n${lines.join('\n')}\n`;
}

/** Which rows and fields; values may be personal and stay in the database. */
const examplesOf = ({ examples }: Comparison): string[] =>
  examples.map(({ table, id, live, rebuilt }) => {
    if (!live) return `    ${table} ${id}: missing from what is served`;
    if (!rebuilt) return `    ${table} ${id}: served, but not in the log`;
    const fields = Object.keys(live).filter(
      (field) => JSON.stringify(live[field]) !== JSON.stringify(rebuilt[field]),
    );
    return `    ${table} ${id}: ${fields.join(', ')}`;
  });

const asJson = (models: readonly ReadModel[], { events, seconds, comparisons }: Rebuilt): string =>
  `${JSON.stringify(
    {
      events,
      seconds,
      readModels: models.map(({ name }) => ({
        name,
        rows: comparisons.get(name)?.rows ?? null,
        differences: comparisons.get(name)?.differences ?? null,
      })),
    },
    null,
    2,
  )}\n`;
