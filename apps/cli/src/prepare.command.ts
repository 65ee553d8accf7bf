/** `taizhang prepare`: what a ledger begins with, before services run by themselves. */
import { prepareInstallation } from '@taizhang/apps/platform';
import type { Command } from 'commander';
import type { CliContext } from './command';

export function prepareCommand(program: Command, context: CliContext): void {
  program
    .command('prepare')
    .summary('create what services need before they run by themselves')
    .description(
      'Creates tables and keys, and what an empty ledger begins with: an administrator, whose ' +
        'one-time password is printed, or demonstration data. Can be repeated; what is there stays.',
    )
    .option('--demo', 'fill an empty ledger with demonstration data')
    .action(async ({ demo = false }: { demo?: boolean }) => {
      const { databaseUrl, dataDir } = context;
      const say = (line: string) => context.out(`${line}\n`);
      await prepareInstallation({ databaseUrl, dataDir, demo, say });
    });
}
