/** `taizhang log copy`: the log of one store brought to another, and both compared. */
import {
  compareLogs,
  copyLog,
  ForeignTarget,
  LogsDiffer,
  type Compared,
  type Copied,
  type Logs,
} from '@taizhang/log-transfer';
import { Conflict } from '@taizhang/kernel';
import { openLogAt, UnknownStore } from '@taizhang/platform/ledger';
import type { Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openStored } from './ledger';
import { duration, number } from './progress';
import { followed } from './transfer.progress';

type Options = Readonly<{ to: string; from?: string; json?: true; quiet?: true }>;
type Outcome = Copied & Compared & Readonly<{ seconds: number; behind: boolean }>;

export function logCommand(program: Command, context: CliContext): void {
  const log = program.command('log').summary('bring the log to another store');
  log
    .command('copy')
    .summary('copy the log to another store and compare both')
    .description(
      'Copies every event as it is stored, personal data encrypted, with its stream, revision, ' +
        'id, instants and texts, in the same order; then reads both logs and compares all of it. ' +
        'A copy that was stopped or killed goes on where it ended when the command is given ' +
        'again, and takes along what was appended since. Nobody else may write to the target.',
    )
    .requiredOption('--to <url>', 'the target: postgres://… or esdb://…')
    .option('--from <url>', 'the source (the configured log unless told)')
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (options: Options) => {
      const outcome = await run(options, context);
      context.out(options.json ? asJson(outcome) : asText(outcome));
    });
}

async function run(options: Options, context: CliContext): Promise<Outcome> {
  const opened: { close(): Promise<void> }[] = [];
  try {
    const source = options.from ? await openLogAt(options.from) : await openStored(context);
    opened.push(source);
    const target = await openLogAt(options.to);
    opened.push(target);
    return await copyAndCompare({ source: source.stored, target: target.stored }, options, context);
  } catch (error) {
    throw asTold(error);
  } finally {
    for (const one of opened) await one.close();
  }
}

async function copyAndCompare(
  logs: Logs,
  { quiet }: Options,
  context: CliContext,
): Promise<Outcome> {
  const startedMs = performance.now();
  const goOn = 'What was copied is safe; give the same command again to go on.';
  const copied = await followed(context, { quiet, goOn }, (transfer) => copyLog(logs, transfer));
  const compared = await followed(
    context,
    { quiet, goOn: 'The copy is complete and not compared; give the same command again.' },
    (transfer) => compareLogs(logs, copied.through.source, transfer),
  );
  const head = (await logs.source.last())?.position ?? 0n;
  const seconds = (performance.now() - startedMs) / 1_000;
  return {
    ...compared,
    ...copied,
    events: compared.events,
    seconds,
    behind: head > copied.through.source,
  };
}

function asTold(error: unknown): unknown {
  if (error instanceof UnknownStore) {
    return new CommandFailed(`${error.message}.`, exitCodes.wrongInput);
  }
  if (error instanceof ForeignTarget) {
    return new CommandFailed(
      `${error.message}. Nothing was written. Give an empty database, or one that an earlier ` +
        'copy of this log was written to.',
      exitCodes.wrongInput,
    );
  }
  if (error instanceof LogsDiffer) {
    return new CommandFailed(
      `The two logs are not the same. ${error.message}. Do not use the target; find out who ` +
        'wrote to it, and copy to an empty one.',
    );
  }
  if (error instanceof Conflict) {
    const advice = 'Somebody else writes to the target. Stop that, and copy to an empty one.';
    return new CommandFailed(`${error.message}. ${advice}`);
  }
  return error;
}

function asText({ events, streams, digest, through, seconds, behind }: Outcome): string {
  const rate = number(events / Math.max(seconds, 0.001));
  return [
    `Both logs hold the same ${number(events)} events of ${number(streams)} streams.`,
    `  content       sha256:${digest}`,
    `  source ends   ${through.source}`,
    `  target ends   ${through.target}`,
    `  took          ${duration(seconds)}, ${rate} events/s with the comparison`,
    ...(behind
      ? ['The source has grown since: stop what appends to it and give the command again.']
      : []),
    'Read models and the exchange count in positions of the log they read: see',
    'docs/how-to/move-the-log.md for what comes next.',
    '',
  ].join('\n');
}

const asJson = ({ through, ...outcome }: Outcome): string =>
  `${JSON.stringify(
    {
      ...outcome,
      through: { source: String(through.source), target: String(through.target) },
    },
    null,
    2,
  )}\n`;
