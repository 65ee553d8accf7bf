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
import { readConfig } from '@taizhang/platform/config';
import { logStoreOf, openLogAt, UnknownStore } from '@taizhang/platform/ledger';
import { Option, type Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { countsDifferently, ExchangePositions } from './exchange-positions';
import { openStored } from './ledger';
import { duration, number } from './progress';
import { followed } from './transfer.progress';

type Options = Readonly<{
  to: string;
  from?: string;
  exchange?: 'later' | 'empty';
  json?: true;
  quiet?: true;
}>;
type Outcome = Copied &
  Compared &
  Readonly<{
    seconds: number;
    behind: boolean;
    /** Whether positions of the source are still taken for the exchange's at the target. */
    exchange: 'fits' | 'left' | 'emptied';
  }>;

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
    .addOption(
      new Option(
        '--exchange <way>',
        'positions of the exchange that the target does not know: "later" leaves them while ' +
          'services still run on the source, "empty" forgets them once both logs are the same',
      ).choices(['later', 'empty']),
    )
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
    const positions = exchangeBeside(options, context);
    if (positions) opened.push(positions);
    if (positions && !options.exchange) await assertForgotten(positions);
    const target = await openLogAt(options.to);
    opened.push(target);
    const logs = { source: source.stored, target: target.stored };
    const outcome = await copyAndCompare(logs, options, context);
    return { ...outcome, exchange: await settleExchange(positions, outcome, options) };
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
): Promise<Omit<Outcome, 'exchange'>> {
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

/** The exchange of the target's database, where it can only have counted in another store. */
function exchangeBeside({ from, to }: Options, context: CliContext) {
  const source = from ?? configuredAddress(context);
  return countsDifferently(source, to) ? ExchangePositions.beside(to) : undefined;
}

function configuredAddress({ databaseUrl }: CliContext): string {
  return logStoreOf(readConfig(process.env)).eventStoreUrl ?? databaseUrl;
}

async function assertForgotten(positions: ExchangePositions): Promise<void> {
  const furthest = await positions.furthest();
  if (furthest === null) return;
  throw new CommandFailed(
    `The target's database has an exchange that is at position ${furthest} of another store; ` +
      'this store counts in its own way, and consumers started on it would pass over events ' +
      'they never saw. Nothing was written. To copy ahead while services run on the source: ' +
      '--exchange later. To change over: let every consumer reach the head (Operations in the ' +
      'portal), stop all services, and give the command with --exchange empty; with Kafka set another ' +
      'KAFKA_PREFIX as well. Why: docs/how-to/move-the-log.md',
    exitCodes.wrongInput,
  );
}

async function settleExchange(
  positions: ExchangePositions | undefined,
  { behind }: Pick<Outcome, 'behind'>,
  { exchange }: Options,
): Promise<Outcome['exchange']> {
  if (!positions || (await positions.furthest()) === null) return 'fits';
  // Somebody still appends to the source: consumers have not seen everything there is.
  if (exchange !== 'empty' || behind) return 'left';
  await positions.forget();
  return 'emptied';
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

function asText(outcome: Outcome): string {
  const { events, streams, digest, through, seconds, behind, exchange } = outcome;
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
    ...toldOfExchange[exchange],
    'Read models and the exchange count in positions of the log they read: see',
    'docs/how-to/move-the-log.md for what comes next.',
    '',
  ].join('\n');
}

const toldOfExchange: Readonly<Record<Outcome['exchange'], readonly string[]>> = {
  fits: [],
  left: [
    'The exchange at the target still stands at positions of another store: before services are',
    'started on it, stop them all and give the command again with --exchange empty.',
  ],
  emptied: ['The exchange at the target begins anew: what was handled has no second effect.'],
};

const asJson = ({ through, ...outcome }: Outcome): string =>
  `${JSON.stringify(
    {
      ...outcome,
      through: { source: String(through.source), target: String(through.target) },
    },
    null,
    2,
  )}\n`;
