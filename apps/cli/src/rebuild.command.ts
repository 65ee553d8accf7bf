/** `taizhang rebuild`: read models anew from the log, beside what is served, and back again. */
import { readModels } from '@taizhang/apps/platform';
import { schemaOf, type ReadModel } from '@taizhang/kernel';
import { beingErased, migrateErasures, unknownModels } from '@taizhang/platform/service';
import {
  NothingToRollBackTo,
  RebuildCancelled,
  RebuildNotResumable,
  RebuildPaused,
  RebuildRunning,
  RebuildUnfinished,
  buildOf,
  cancelRebuilds,
  dropUnknown,
  forgetPrevious,
  isResumable,
  reasonOf,
  rebuild,
  resumeRebuild,
  rollBackAll,
  servedPositions,
  unfinishedBuilds,
  wishOf,
  type Build,
  type Rebuilt,
} from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { Option, type Command } from 'commander';
import type { Pool } from 'pg';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';
import { Progress, number } from './progress';
import { progressText, rebuiltAsJson, rebuiltAsText } from './rebuild-report';

const acts = ['resume', 'pause', 'cancel', 'rollBack', 'forget'] as const;
type Act = (typeof acts)[number];
type Options = Readonly<{ compare?: true; missing?: true; json?: true; quiet?: true }> &
  Readonly<{ [Name in Act]?: true }>;

type Place = Readonly<{ log: GuardedLog; pool: Pool; context: CliContext; options: Options }>;
type Work = (place: Place, models: readonly ReadModel[]) => Promise<void>;

const exclusive: readonly [flag: string, what: string][] = [
  ['--compare', 'compare with what is served, tell how many rows differ, and keep that'],
  ['--missing', 'only what this version needs and was never built, e.g. before an upgrade'],
  ['--resume', 'go on with a rebuild that was paused, interrupted or failed'],
  ['--pause', 'pause the rebuild that runs, here or in another process'],
  ['--cancel', 'end it and throw away what it has computed; also --discard'],
  ['--roll-back', 'serve the tables of before the last rebuild again; once more: roll forward'],
  ['--forget', 'drop the tables that are kept to go back to'],
];

export function rebuildCommand(program: Command, context: CliContext): void {
  const command = program
    .command('rebuild')
    .summary('build read models anew from the log; pause, resume, roll back')
    .description(
      'Builds read models anew from the log, beside those that are served, and switches at once. ' +
        'Ctrl-C pauses; --resume goes on. The tables served before are kept: --roll-back.',
    )
    .argument('[names...]', `which (all unless told): ${readModels.map((m) => m.name).join(', ')}`);
  const nameOf = (flag: string) => new Option(flag).attributeName();
  for (const [flag, what] of exclusive) {
    const others = exclusive.filter(([other]) => other !== flag).map(([other]) => nameOf(other));
    command.addOption(new Option(flag, what).conflicts(others));
  }
  command
    .addOption(new Option('--discard', 'as --cancel').implies({ cancel: true }).hideHelp())
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (names: string[], options: Options) => {
      const models = modelsNamed(names);
      const { log, pool, close } = await openLedger(context);
      try {
        await migrateErasures(pool);
        const act = acts.find((name) => options[name]);
        await works[act ?? 'rebuild']({ log, pool, context, options }, models);
      } catch (error) {
        throw inWords(error);
      } finally {
        await close();
      }
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

const works: Record<Act | 'rebuild', Work> = {
  async rebuild(place, named) {
    const { log, pool, options } = place;
    const models = options.missing ? await missingOf(pool, named) : named;
    if (models.length === 0) return say(place, { missing: [] }, 'Nothing is missing.');
    const compare = options.compare ?? false;
    await watched(place, models, (watch) => rebuild(log, pool, models, { ...watch, compare }));
  },

  async resume(place, models) {
    const { log, pool } = place;
    const builds = (await unfinished(place, models)).filter(isResumable);
    if (builds.length === 0) throw new CommandFailed('There is no rebuild to go on with.');
    for (const build of builds) {
      const its = readModels.filter((model) => build.schemas.includes(schemaOf(model)));
      await watched(place, its, (watch) => resumeRebuild(log, pool, readModels, build, watch));
    }
  },

  async pause(place, models) {
    const builds = await unfinished(place, models);
    const asked = await Promise.all(builds.map((build) => wishOf(place.pool, build, 'pause')));
    if (!asked.includes(true)) throw new CommandFailed('No rebuild runs that could be paused.');
    say(place, { asked: 'pause' }, 'Whoever runs it was asked to pause; see taizhang status.');
  },

  async cancel(place, models) {
    const builds = await unfinished(place, models);
    if (builds.length === 0) throw new CommandFailed('There is no rebuild to cancel.');
    const told = await cancelRebuilds(place.pool, builds);
    const schemasOf = (some: readonly Build[]) => some.flatMap(({ schemas }) => schemas);
    const [cancelled, asked] = [schemasOf(told.cancelled), schemasOf(told.asked)];
    const lines = told.cancelled.map(
      (build) => `Cancelled: ${build.schemas.join(', ')}; ${whatServes(build)}.`,
    );
    const refusals = told.held.map(({ why }) => `Not cancelled: ${why}.`);
    if (asked.length > 0) {
      lines.push(`Whoever rebuilds ${asked.join(', ')} was asked to cancel; see taizhang status.`);
    }
    if (lines.length > 0) say(place, { cancelled, asked }, lines.join('\n'));
    if (refusals.length > 0) throw new CommandFailed(refusals.join('\n'));
  },

  async rollBack(place, models) {
    const { log, pool } = place;
    const positions = await rollBackAll(log, pool, models);
    const done = [...positions].map(([name, at]) => ({ name, position: String(at) }));
    const text = done.map(
      ({ name, position }) => `${name}: the tables of before serve, at ${number(Number(position))}`,
    );
    say(place, { rolledBack: done }, text.join('\n'));
  },

  async forget(place, models) {
    const dropped: string[] = [];
    for (const model of models) dropped.push(...(await forgetPrevious(place.pool, model)));
    // Asked about all there is, and not about some by name.
    if (models === readModels) dropped.push(...(await dropLeft(place)));
    const text = dropped.length > 0 ? `Dropped ${dropped.join(', ')}.` : 'Nothing was kept.';
    say(place, { dropped }, text);
  },
};

async function missingOf(pool: Pool, models: readonly ReadModel[]): Promise<readonly ReadModel[]> {
  const served = await servedPositions(pool, models);
  return models.filter((model) => !served.has(schemaOf(model)));
}

/** What lies there of read models that this release does not have, and no other one serves. */
async function dropLeft({ pool }: Place): Promise<string[]> {
  const left = (await unknownModels(pool, readModels)).filter(({ served }) => !served);
  if (left.length > 0) await dropUnknown(pool, left);
  return left.map(({ schema }) => schema);
}

const unfinished = ({ pool }: Place, models: readonly ReadModel[]): Promise<Build[]> =>
  unfinishedBuilds(pool, models.map(schemaOf));

const say = ({ context, options }: Place, result: object, text: string) =>
  context.out(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${text}\n`);

type Watched = Readonly<{ pause: AbortSignal; beingErased: ReturnType<typeof beingErased> }>;

/** Shows progress; Ctrl-C pauses, so that no work is lost. */
async function watched(
  place: Place,
  models: readonly ReadModel[],
  work: (watch: Watched) => Promise<Rebuilt>,
): Promise<void> {
  const { log, context, options, pool } = place;
  const progress = options.quiet ? null : new Progress(context, progressText);
  let build: Build | undefined;
  try {
    const watch = {
      pause: context.signal,
      beingErased: beingErased(log, pool),
      onBegun: (begun: Build) => void (build = begun),
      ...(progress ? { onProgress: progress.show } : {}),
    };
    const rebuilt = await work(watch);
    const different = [...rebuilt.comparisons.values()].some((one) => one.differences > 0);
    progress?.end();
    context.out(options.json ? rebuiltAsJson(models, rebuilt) : rebuiltAsText(models, rebuilt));
    if (different) context.endWith(exitCodes.failed);
  } catch (error) {
    progress?.end();
    const kept = build && (await buildOf(pool, build.id).catch(() => undefined));
    throw kept ? stopped(kept, error) : error;
  }
}

/** What became of a build that did not come to its end, and what can be done about it. */
function stopped(build: Build, error: unknown): unknown {
  const { saved, total, compare } = build;
  const goOn =
    `${number(saved)} of ${number(total)} events are kept. ` +
    'Go on with: taizhang rebuild --resume. Throw away with: taizhang rebuild --discard.';
  if (error instanceof RebuildPaused) {
    const what = compare ? 'Comparing is paused' : `Paused; ${whatServes(build)}`;
    return new CommandFailed(`${what}. ${goOn}`, exitCodes.stopped);
  }
  if (error instanceof RebuildCancelled) {
    return new CommandFailed(`Cancelled; ${whatServes(build)}.`, exitCodes.stopped);
  }
  return new CommandFailed(`This failed: ${reasonOf(error)}\n${goOn}`);
}

/** Each read model is switched by itself: a build of several may have come so far with some. */
const whatServes = ({ phase, compare, schemas }: Build) =>
  phase === 'switching' && !compare && schemas.length > 1
    ? 'what was switched in serves on, the rest is as it was'
    : 'what is served is as it was';

function inWords(error: unknown): unknown {
  if (error instanceof RebuildRunning || error instanceof NothingToRollBackTo) {
    return new CommandFailed(`${error.message}.`);
  }
  if (error instanceof RebuildNotResumable) return new CommandFailed(`${error.message}.`);
  if (error instanceof RebuildUnfinished) {
    return new CommandFailed(
      `${error.message}.\n` +
        'Go on with: taizhang rebuild --resume. Throw away with: taizhang rebuild --discard.',
    );
  }
  return error;
}
