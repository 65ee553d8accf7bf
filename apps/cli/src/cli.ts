/** `taizhang`: the operator's commands. */
import { UnreadableCsv } from '@taizhang/legacy/import';
import { MasterKeyUnusable } from '@taizhang/vault';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit.command';
import { backupCommand } from './backup.command';
import { CommandFailed, exitCodes, type CliCommand, type CliContext } from './command';
import { eraseCommand } from './erase.command';
import { exportCommand } from './export.command';
import { importCommand } from './import.command';
import { keysCommand } from './keys.command';
import { logCommand } from './log.command';
import { parkedCommand } from './parked.command';
import { prepareCommand } from './prepare.command';
import { rebuildCommand } from './rebuild.command';
import { sealCommand } from './seal.command';
import { replayCommand } from './replay.command';
import { restoreCommand } from './restore.command';
import { statusCommand } from './status.command';
import { verifyCommand } from './verify.command';

export type CliOptions = Readonly<{
  /** Arguments behind the program's name. */
  argv: readonly string[];
  databaseUrl: string;
  dataDir: string;
  masterKey?: string;
  /** Where text goes; the process's own streams unless told. */
  out?: (text: string) => void;
  err?: (text: string) => void;
  /** Stops like Ctrl-C. */
  signal?: AbortSignal;
}>;

/** Every command there is; a new one is a line here. */
const commands: readonly CliCommand[] = [
  auditCommand,
  backupCommand,
  eraseCommand,
  exportCommand,
  importCommand,
  keysCommand,
  logCommand,
  parkedCommand,
  prepareCommand,
  rebuildCommand,
  sealCommand,
  replayCommand,
  restoreCommand,
  statusCommand,
  verifyCommand,
];

/** Runs one command. @returns the exit code of the process */
export async function runCli(options: CliOptions): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  if (options.signal?.aborted) stop.abort();
  options.signal?.addEventListener('abort', onSignal, { once: true });
  // Once: a second Ctrl-C ends the process at once, which loses nothing either.
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  let exitCode: number = exitCodes.done;
  const context: CliContext = {
    databaseUrl: options.databaseUrl,
    dataDir: options.dataDir,
    ...(options.masterKey === undefined ? {} : { masterKey: options.masterKey }),
    out: options.out ?? ((text) => void process.stdout.write(text)),
    err: options.err ?? ((text) => void process.stderr.write(text)),
    isTerminal: options.err === undefined && process.stderr.isTTY === true,
    signal: stop.signal,
    endWith: (code) => (exitCode = code),
  };
  try {
    await program(context).parseAsync([...options.argv], { from: 'user' });
  } catch (error) {
    exitCode = tell(error, context);
  } finally {
    options.signal?.removeEventListener('abort', onSignal);
    process.removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
  }
  return exitCode;
}

function program(context: CliContext): Command {
  const root = new Command('taizhang')
    .description('The service ledger of an electricity utility, from the command line.')
    .exitOverride()
    .showHelpAfterError('(taizhang --help tells the commands, taizhang <command> --help more)')
    .configureOutput({ writeOut: context.out, writeErr: context.err });
  for (const add of commands) add(root, context);
  // Settings are copied when a command is made, not when it runs.
  for (const command of root.commands) {
    command.copyInheritedSettings(root);
    for (const inner of command.commands) inner.copyInheritedSettings(root);
  }
  return root;
}

/** Says what went wrong in a sentence and answers with the exit code. */
function tell(error: unknown, { err }: CliContext): number {
  // Commander has written its own sentence; help asked for is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.wrongInput;
  if (error instanceof CommandFailed) {
    err(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof UnreadableCsv || error instanceof MasterKeyUnusable) {
    err(`${capitalised(error.message)}\n`);
    return exitCodes.failed;
  }
  err(`This failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return exitCodes.failed;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
