/** `taizhang backup`: the log, the keys and what else nothing rebuilds, as files. */
import {
  backUp,
  BackupDamaged,
  BackupUnderWay,
  ForeignBackup,
  type Manifest,
} from '@taizhang/log-transfer';
import type { Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openStored } from './ledger';
import { number } from './progress';
import { followed } from './transfer.progress';

type Options = Readonly<{ out: string; json?: true; quiet?: true }>;

export function backupCommand(program: Command, context: CliContext): void {
  program
    .command('backup')
    .summary('write the log, the keys and the accounts to files')
    .description(
      'Writes the log as it is stored, personal data encrypted, the wrapped keys in a file of ' +
        'their own, accounts, settings and seals, and who looked at what. Read models are not in ' +
        'it: they are rebuilt. Given again with the same folder it adds what is new. Works beside ' +
        'a running platform. The master key (DATA_DIR/keys) is not in it: keep a copy elsewhere.',
    )
    .requiredOption('--out <folder>', 'where the backup is, or is to be')
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (options: Options) => {
      const manifest = await run(options, context);
      const report = reportOf(manifest);
      context.out(
        options.json ? `${JSON.stringify(report, null, 2)}\n` : asText(report, options.out),
      );
    });
}

async function run({ out, quiet }: Options, context: CliContext): Promise<Manifest> {
  const { stored, pool, close } = await openStored(context);
  try {
    const goOn = 'What was written is kept; give the same command again to go on.';
    return await followed(context, { quiet, goOn }, (transfer) =>
      backUp({ log: stored, pool }, out, transfer),
    );
  } catch (error) {
    throw asTold(error, out);
  } finally {
    await close();
  }
}

function asTold(error: unknown, folder: string): unknown {
  if (error instanceof ForeignBackup) {
    return new CommandFailed(
      `${error.message}. It is a backup of another log, or this log was put back to an older ` +
        'state. Give another folder, and find out which.',
      exitCodes.wrongInput,
    );
  }
  if (error instanceof BackupUnderWay) {
    const advice = 'Wait until that has ended, or give another folder.';
    return new CommandFailed(`${error.message} at this moment. ${advice}`);
  }
  if (error instanceof BackupDamaged) {
    return new CommandFailed(
      `The backup in ${folder} is damaged: ${error.message}. Give another folder.`,
    );
  }
  return error;
}

const reportOf = ({ log, keys, installation, access, at }: Manifest) => ({
  at,
  events: log.reduce((sum, { events }) => sum + events, 0),
  segments: log.length,
  through: log.at(-1)?.last ?? '0',
  keys: keys?.rows ?? 0,
  installationRows: installation?.rows ?? 0,
  looks: access?.rows ?? 0,
  bytes: [...log, keys, installation, access].reduce((sum, file) => sum + (file?.bytes ?? 0), 0),
});

type Report = ReturnType<typeof reportOf>;

const asText = (report: Report, folder: string) => {
  const { events, through, keys, installationRows, looks, bytes } = report;
  return `${[
    `The backup in ${folder} holds ${number(events)} events, up to position ${through}.`,
    `  keys.ndjson.gz          ${number(keys)} rows: keys of persons, wrapped by the master key`,
    `  installation.ndjson.gz  ${number(installationRows)} rows: accounts, settings, seals, exchange`,
    `  access.ndjson.gz        ${number(looks)} rows: who looked at what`,
    `  altogether              ${number(bytes / 1024)} KiB`,
    'The master key is not in it. Keep DATA_DIR/keys (or VAULT_MASTER_KEY) at another place.',
  ].join('\n')}\n`;
};
