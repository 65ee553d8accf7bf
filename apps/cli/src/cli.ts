/** `taizhang`: the operator's commands. */
import { UnreadableCsv } from '@taizhang/legacy/import';
import { ConfigurationError, version } from '@taizhang/platform/config';
import { MasterKeyUnusable } from '@taizhang/vault';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit.command';
import { backupCommand } from './backup.command';
import { CommandFailed, exitCodes, type CliCommand, type CliContext } from './command';
import {
  assertNothingEmpty,
  beginsLedger,
  needsDatabase,
  type ReachDatabase,
} from './database-need';
import { eraseCommand } from './erase.command';
import { erasuresCommand } from './erasures.command';
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
  /** Its address, or how it is reached; nobody asks before a command needs it. */
  databaseUrl: string | ReachDatabase;
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
  erasuresCommand,
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
  let databaseUrl = typeof options.databaseUrl === 'string' ? options.databaseUrl : '';
  const reach = async (command: Command) => {
    if (typeof options.databaseUrl === 'string') return;
    databaseUrl = await reached(options.databaseUrl, command, stop.signal);
  };
  const context: CliContext = {
    get databaseUrl() {
      return databaseUrl;
    },
    dataDir: options.dataDir,
    ...(options.masterKey === undefined ? {} : { masterKey: options.masterKey }),
    out: options.out ?? ((text) => void process.stdout.write(text)),
    err: options.err ?? ((text) => void process.stderr.write(text)),
    isTerminal: options.err === undefined && process.stderr.isTTY === true,
    signal: stop.signal,
    endWith: (code) => (exitCode = code),
  };
  try {
    await program(context, reach).parseAsync([...options.argv], { from: 'user' });
  } catch (error) {
    exitCode = tell(error, context);
  } finally {
    options.signal?.removeEventListener('abort', onSignal);
    process.removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
  }
  return exitCode;
}

/** @throws CommandFailed when it cannot be reached, or Ctrl-C came before */
async function reached(
  reach: ReachDatabase,
  command: Command,
  signal: AbortSignal,
): Promise<string> {
  const url = await reach({ begins: beginsLedger(command) }).catch((error: unknown) => {
    if (signal.aborted) return '';
    throw new CommandFailed(error instanceof Error ? error.message : String(error));
  });
  if (!signal.aborted) return url;
  throw new CommandFailed('Stopped before anything was done.', exitCodes.stopped);
}

const afterHelp = `
The ledger is that of DATA_DIR (.data unless told), or in the PostgreSQL that DATABASE_URL names.
Ends with 0 when done, 1 when it failed or found something wrong, 2 when asked wrongly, 130 when
stopped. What to do when: docs/how-to/operate.md`;

function program(context: CliContext, reach: (command: Command) => Promise<void>): Command {
  const root = new Command('taizhang')
    .description('The service ledger of an electricity utility, from the command line.')
    .version(version, '-v, --version', 'print the version')
    .addHelpText('after', afterHelp)
    .hook('preAction', async (_, command) => {
      assertNothingEmpty(command);
      if (needsDatabase(command)) await reach(command);
    })
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
  if (error instanceof ConfigurationError) {
    err(`${error.message}\n`);
    return exitCodes.failed;
  }
  if (error instanceof UnreadableCsv || error instanceof MasterKeyUnusable) {
    err(`${capitalised(error.message)}\n`);
    return exitCodes.failed;
  }
  const unusable = placeUnusable(error);
  if (unusable) {
    err(`${unusable}\n`);
    return exitCodes.failed;
  }
  err(`This failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return exitCodes.failed;
}

const placeReasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not use it',
  EEXIST: 'it is there already',
  EISDIR: 'it is a folder, not a file',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EPERM: 'you may not use it',
  EROFS: 'it lies on a read-only file system',
};

const away = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'ETIMEDOUT'];

/** What the system said of a file, a folder or a server, for people; undefined of all else. */
function placeUnusable(error: unknown): string | undefined {
  const { code = '', path, message } = error as NodeJS.ErrnoException;
  const reason = placeReasons[code];
  if (away.includes(code)) {
    return `A server cannot be reached (${message || code}). Check the address and that it runs.`;
  }
  if (!reason) return undefined;
  return `${path ?? 'A file'} cannot be used: ${reason}. Name another place, or put it right.`;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
