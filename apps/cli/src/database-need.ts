/** What a command needs before it begins, looked at once all that was typed is understood. */
import type { Command } from 'commander';
import { CommandFailed, exitCodes } from './command';

/**
 * Reaches the database of a command.
 * @param asked.begins whether the command may begin a ledger where there is none
 * @returns its address @throws with a sentence for whoever typed the command
 */
export type ReachDatabase = (asked: Readonly<{ begins: boolean }>) => Promise<string>;

/** All others tell of a ledger: with a wrong DATA_DIR they would say that an empty one is well. */
const beginning: readonly string[] = ['import', 'prepare', 'restore'];

export const beginsLedger = (command: Command): boolean => beginning.includes(command.name());

/**
 * Not for a dry run of what would begin a ledger: it looks at files alone; nor for a copy between
 * two logs that are both named.
 */
export function needsDatabase(command: Command): boolean {
  const { dryRun, from } = command.opts<{ dryRun?: true; from?: string }>();
  if (dryRun) return !beginsLedger(command);
  return !(command.name() === 'copy' && from !== undefined);
}

/**
 * `verify --key "$KEY"` without that variable must not verify under any key.
 * @throws CommandFailed naming what is empty
 */
export function assertNothingEmpty(command: Command): void {
  const options = command.options.filter(
    (option) => command.getOptionValue(option.attributeName()) === '',
  );
  const given = command.registeredArguments.filter((_, index) => command.args[index] === '');
  const [name] = [...given.map((one) => `<${one.name()}>`), ...options.map((one) => one.long)];
  if (name === undefined) return;
  throw new CommandFailed(
    `${name} is empty; perhaps a variable was not set. Give it a value or leave it out.`,
    exitCodes.wrongInput,
  );
}
