/** What every command of `taizhang` is given and may throw. */
import type { Command } from 'commander';
import type { LedgerPlace } from './ledger';

export type CliContext = LedgerPlace &
  Readonly<{
    /** Results, for people or with --json for programs. */
    out(text: string): void;
    /** Progress and complaints. */
    err(text: string): void;
    /** Whether progress may be drawn over itself. */
    isTerminal: boolean;
    /** Aborted by Ctrl-C; what is in hand is finished first. */
    signal: AbortSignal;
    /** What the process ends with. */
    endWith(exitCode: ExitCode): void;
  }>;

export const exitCodes = { done: 0, failed: 1, wrongInput: 2, stopped: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Adds one command to the program. */
export type CliCommand = (program: Command, context: CliContext) => void;

/** Ends a command; the message is a whole sentence for whoever typed it. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.failed,
  ) {
    super(message);
  }
}
