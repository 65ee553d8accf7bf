/**
 * `taizhang erasures`: the decisions to erase as a list to be kept at another place than backups,
 * and such a list applied to a ledger that was put back from before some of them.
 */
import {
  erasureGroundSchema,
  personIdSchema,
  privacyEvents,
  requesterSchema,
  type PrivacyEvent,
} from '@taizhang/contracts/intake';
import { noTies, privacyDecider } from '@taizhang/intake/domain';
import { Refused, derivedId, handle, systemClock } from '@taizhang/kernel';
import type { ActorId, Context, EventLog, Recorded } from '@taizhang/kernel';
import type { Command } from 'commander';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger, type Ledger } from './ledger';
import { number } from './progress';
import { ReadingProgress } from './reading.progress';

/** One line of the list. Nothing in it tells who the person was. */
const decisionSchema = z.object({
  personId: personIdSchema,
  ground: erasureGroundSchema,
  requestedBy: requesterSchema,
  reference: privacyEvents.PersonErased.data.shape.reference,
  subjects: privacyEvents.PersonErased.data.shape.subjects,
  decidedAt: z.string(),
});
type Decision = z.output<typeof decisionSchema>;
type Erased = Recorded<Extract<PrivacyEvent, { type: 'PersonErased' }>>;

export function erasuresCommand(program: Command, context: CliContext): void {
  const erasures = program
    .command('erasures')
    .summary('who was erased, as a list that outlives a backup from before');
  erasures
    .command('list')
    .summary('print every decision to erase, a line of JSON each')
    .description(
      'Prints a line of JSON for every person who was erased: their id, on what ground, under ' +
        'which file number. It names nobody. Keep it at another place than your backups. What ' +
        'the file of --out holds already stays in it, known to this ledger or not.',
    )
    .option('--out <file>', 'add them to this file instead')
    .action((options: { out?: string }) => list(options, context));
  erasures
    .command('apply')
    .summary('erase again whom a list names, after a backup from before was put back')
    .description(
      'Decides every erasure of the list again that this ledger does not know, without asking ' +
        'what kept the person then: it was decided, and cannot be taken back. Do it before the ' +
        'platform is started; starting carries it out. Told twice it does nothing.',
    )
    .argument('<file>', 'what taizhang erasures list printed')
    .option('--dry-run', 'only tell what would be erased')
    .option('--json', 'print the result for programs')
    .action((file: string, options: Options) => apply(file, options, context));
}

type Options = Readonly<{ dryRun?: true; json?: true }>;

async function list({ out: file }: { out?: string }, context: CliContext): Promise<void> {
  const { log, close } = await openLedger(context);
  try {
    const here = await decisionsIn(log, context);
    if (file === undefined) return context.out(linesOf(here));
    const { unknown, all } = joined(existsSync(file) ? read(file) : [], here);
    // Whole, or as it was: it may be the only one.
    writeFileSync(`${file}.part`, linesOf(all), { mode: 0o600, flush: true });
    renameSync(`${file}.part`, file);
    context.out(`${file} lists ${number(all.length)} erasures.\n`);
    if (unknown.length === 0) return;
    const advice = `Was an older state put back? Then: taizhang erasures apply ${file}`;
    context.out(`${number(unknown.length)} of them this ledger does not know. ${advice}\n`);
  } finally {
    await close();
  }
}

/** Both lists, and what only the first knows: of a person, or of whose keys go with them. */
function joined(kept: readonly Decision[], here: readonly Decision[]) {
  const known = new Map(here.map(({ personId, subjects }) => [personId, subjects]));
  const unknown = kept.flatMap((decision) => {
    const some = known.get(decision.personId) ?? [];
    const subjects = [...new Set([...decision.subjects, ...some])];
    return subjects.length > some.length ? [{ ...decision, subjects }] : [];
  });
  const persons = new Set(unknown.map(({ personId }) => personId));
  return { unknown, all: [...unknown, ...here.filter(({ personId }) => !persons.has(personId))] };
}

const linesOf = (decisions: readonly Decision[]) =>
  decisions.map((decision) => `${JSON.stringify(decision)}\n`).join('');

/** One for each person, with all that was found to be theirs since. */
async function decisionsIn(log: EventLog, context: CliContext): Promise<readonly Decision[]> {
  const { signal } = context;
  const decisions = new Map<string, Decision>();
  const progress = new ReadingProgress(context, await log.head());
  const pages = log.feed({ after: 0n, types: ['PersonErased'], untilHead: true, signal });
  for await (const { events, through } of pages) {
    progress.show({ phase: 'reading', through });
    for (const { data, at } of events as unknown as readonly Erased[]) {
      const decidedAt = decisions.get(data.personId)?.decidedAt ?? at;
      decisions.set(data.personId, { ...data, decidedAt });
    }
  }
  progress.end();
  // A part of the list would pass for the whole.
  if (signal.aborted) throw new CommandFailed('Stopped. Nothing was listed.', exitCodes.stopped);
  return [...decisions.values()];
}

/** What became of a decision: taken here, as well about nobody of this ledger; or not. */
type Fate = 'erased' | 'known' | 'nobody' | 'kept';

async function apply(file: string, { dryRun, json }: Options, context: CliContext): Promise<void> {
  const decisions = read(file);
  const ledger = await openLedger(context);
  try {
    const fates: Record<Fate, string[]> = { erased: [], known: [], nobody: [], kept: [] };
    for (const decision of decisions) {
      const fate = dryRun ? await fateOf(ledger, decision) : await eraseAgain(ledger, decision);
      fates[fate].push(decision.personId);
    }
    const counts = { decisions: decisions.length, dryRun: dryRun === true, ...fates };
    context.out(json ? `${JSON.stringify(counts, null, 2)}\n` : asText(counts));
    if (fates.kept.length > 0) {
      const who = `${fates.kept.join(', ')}: kept by a restriction that was put back with the ledger`;
      throw new CommandFailed(`${who}. Lift it, and give the list again.`);
    }
  } finally {
    await ledger.close();
  }
}

/** All or nothing: what cannot be read is told before anything is decided. */
function read(file: string): readonly Decision[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailed(`There is no list to read at ${file}.`, exitCodes.wrongInput);
  }
  const lines = text.split(/\r?\n/).map((line, index) => [line, index + 1] as const);
  return lines.flatMap(([line, place]) => {
    if (line.trim() === '') return [];
    const decision = decisionSchema.safeParse(parsed(line));
    if (decision.success) return [decision.data];
    const sentence = `Line ${place} of ${file} is no line of "taizhang erasures list".`;
    throw new CommandFailed(`${sentence} Nothing was changed.`, exitCodes.wrongInput);
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function fateOf({ log }: Ledger, { personId, subjects }: Decision): Promise<Fate> {
  const told = (await log.readStream(personId)) as readonly Recorded<PrivacyEvent>[];
  if (told.length === 0) return 'nobody';
  const state = told.reduce(privacyDecider.evolve, privacyDecider.initialState);
  if (state.processing !== 'erased') return 'erased';
  return subjects.every((id) => state.by.subjects.includes(id)) ? 'known' : 'erased';
}

/** Whom the list names there was, whether or not this ledger is of before they were registered. */
const again: typeof privacyDecider = {
  ...privacyDecider,
  decide: (command, state) =>
    privacyDecider.decide(
      command,
      state.processing === 'unknown' ? { processing: 'normal' } : state,
    ),
};

async function eraseAgain(ledger: Ledger, decision: Decision): Promise<Fate> {
  const fate = await fateOf(ledger, decision);
  if (fate === 'known') return fate;
  const { decidedAt: _, ...told } = decision;
  const commandId = derivedId('erased again', ...told.subjects);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const context: Context = { ...ids, channel: 'cli', unit: null };
  const by = 'system-operator' as ActorId;
  const command = {
    ...{ type: 'ErasePerson' as const, at: systemClock.now(), by },
    data: { ...told, ties: noTies },
  };
  try {
    await handle(ledger.log, again, { stream: told.personId, command, context });
    return fate;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return 'kept';
  }
}

type Counts = Readonly<{ decisions: number; dryRun: boolean } & Record<Fate, readonly string[]>>;

function asText({ decisions, dryRun, erased, known, nobody, kept }: Counts): string {
  const decided = dryRun ? 'would be decided again' : 'decided again';
  return [
    `${number(decisions)} erasures in the list:`,
    `  ${number(erased.length)} ${decided}`,
    `  ${number(known.length)} known to this ledger already`,
    `  ${number(nobody.length)} of nobody this ledger knows`,
    ...(kept.length > 0 ? [`  ${number(kept.length)} not decided`] : []),
    ...erased.map((id) => `    ${id}`),
    ...(dryRun || erased.length + nobody.length === 0
      ? []
      : ['They are carried out by the running platform, or by the next one that starts.']),
    '',
  ].join('\n');
}
