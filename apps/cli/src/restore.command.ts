/** `taizhang restore`: a backup into an empty installation, compared at the end. */
import { readConfig } from '@taizhang/platform/config';
import {
  BackupDamaged,
  beginRestore,
  checkBackup,
  destroyKeys,
  endRestore,
  ForeignTarget,
  LogsDiffer,
  restoreAccess,
  restoreInstallation,
  restoreKeys,
  restoreLog,
  type Manifest,
  type Restored,
} from '@taizhang/log-transfer';
import { migrateKafkaExchange } from '@taizhang/exchange/kafka';
import { openParts } from '@taizhang/platform/service';
import { migrateLegacyImports } from '@taizhang/legacy/import';
import { migrateSeals } from '@taizhang/seal';
import { migrateVault, openMasterKeys, Vault } from '@taizhang/vault';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openStored } from './ledger';
import { number } from './progress';
import { followed } from './transfer.progress';

type Options = Readonly<{ dryRun?: true; json?: true; quiet?: true }>;
type Outcome = Readonly<{
  events: number;
  streams: number;
  digest: string;
  erasedPersons: number;
  samePositions: boolean;
  missingTables: readonly string[];
}>;

const goOn = 'Give the same command again to go on.';

export function restoreCommand(program: Command, context: CliContext): void {
  program
    .command('restore')
    .summary('put a backup into an empty installation')
    .description(
      'Checks every file of a backup, puts it into an installation that is empty (or that this ' +
        'command began to fill) and compares the log with the backup. Whoever is erased by a ' +
        'fact of the log stays erased. Afterwards rebuild the read models: taizhang rebuild.',
    )
    .argument('<folder>', 'what taizhang backup wrote')
    .option('--dry-run', 'only check the files; needs no database')
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (folder: string, options: Options) => {
      try {
        const manifest = await followed(context, { quiet: options.quiet, goOn }, (transfer) =>
          checkBackup(folder, transfer),
        );
        if (options.dryRun) return tellChecked(manifest, options, context);
        const outcome = await restore(folder, manifest, options, context);
        context.out(
          options.json ? `${JSON.stringify(outcome, null, 2)}\n` : asText(folder, outcome),
        );
      } catch (error) {
        throw asTold(error, folder);
      }
    });
}

async function restore(
  folder: string,
  manifest: Manifest,
  options: Options,
  context: CliContext,
): Promise<Outcome> {
  refuseWithoutMasterKey(context);
  const { databaseUrl, dataDir } = context;
  const restored = await keysAndLog(folder, manifest, options, context);
  const parts = await openParts({ config: readConfig(process.env), databaseUrl, dataDir });
  try {
    await migrateWhatIsKept(parts.pool);
    await destroyKeys(parts.pool, restored.erased);
    const missing = [
      ...(await restoreInstallation(parts.pool, folder, manifest, restored)),
      ...(await restoreAccess(parts.pool, folder, manifest)),
    ];
    await endRestore(parts.pool);
    const { erased, events, streams, digest, samePositions } = restored;
    const counts = { events, streams, digest, erasedPersons: erased.size };
    return { ...counts, samePositions, missingTables: missing };
  } finally {
    await parts.close();
  }
}

/** Tables of a backup that a start makes later, or only where it is told of Kafka. */
async function migrateWhatIsKept(pool: Pool): Promise<void> {
  await migrateLegacyImports(pool);
  await migrateSeals(pool);
  await migrateKafkaExchange(pool);
}

async function keysAndLog(
  folder: string,
  manifest: Manifest,
  { quiet }: Options,
  context: CliContext,
): Promise<Restored> {
  const { stored, pool, close } = await openStored(context);
  try {
    await beginRestore({ log: stored, pool }, folder, manifest);
    await migrateVault(pool);
    await restoreKeys(pool, folder, manifest);
    const { dataDir, masterKey = process.env['VAULT_MASTER_KEY'] } = context;
    // Refuses a master key that does not fit these keys; of a rotation under way there are two.
    const { master, masters } = openMasterKeys(dataDir, masterKey);
    await Vault.open(pool, master, { masters });
    return await followed(context, { quiet, goOn }, (transfer) =>
      restoreLog(stored, folder, manifest, transfer),
    );
  } finally {
    await close();
  }
}

/** One made up on the spot would open nothing, and the keys would look lost. */
function refuseWithoutMasterKey({ dataDir, masterKey }: CliContext): void {
  const path = join(dataDir, 'keys', 'vault.key');
  if (masterKey || process.env['VAULT_MASTER_KEY'] || existsSync(path)) return;
  throw new CommandFailed(
    `There is no master key: ${path} is missing and VAULT_MASTER_KEY is not set. Put back the ` +
      'keys folder of the installation that was backed up; without it no personal data can be read.',
    exitCodes.wrongInput,
  );
}

function asTold(error: unknown, folder: string): unknown {
  if (error instanceof BackupDamaged) {
    return new CommandFailed(
      `The backup in ${folder} cannot be used: ${error.message}. Nothing more was written. ` +
        'Take another copy of that file, or an older backup.',
    );
  }
  if (error instanceof ForeignTarget) {
    return new CommandFailed(
      `${error.message}. A backup goes into an empty database. Nothing was changed.`,
      exitCodes.wrongInput,
    );
  }
  if (error instanceof LogsDiffer) {
    const advice = 'Do not use this database; restore into an empty one.';
    return new CommandFailed(`The log is not that of the backup. ${error.message}. ${advice}`);
  }
  return error;
}

function tellChecked({ log, at }: Manifest, { json }: Options, { out }: CliContext): void {
  const events = log.reduce((sum, segment) => sum + segment.events, 0);
  const report = { complete: true, at, events, segments: log.length };
  if (json) return out(`${JSON.stringify(report, null, 2)}\n`);
  out(`Every file is as it was written: ${number(events)} events, made ${at}.\n`);
}

const asText = (folder: string, outcome: Outcome): string =>
  [
    `Restored ${number(outcome.events)} events of ${number(outcome.streams)} streams from ${folder};`,
    'every one was read again and is the same as in the backup.',
    `  content   sha256:${outcome.digest}`,
    ...(outcome.erasedPersons === 0
      ? []
      : [`  erased    ${number(outcome.erasedPersons)} persons whose erasure the log records`]),
    ...(outcome.samePositions
      ? []
      : [
          'This store counts positions in its own way: how far exchange, seals and imports were',
          'is left out; signed heads are back. See docs/how-to/move-the-log.md before you start.',
        ]),
    ...(outcome.missingTables.length === 0
      ? []
      : [`Not put back, this version has no such tables: ${outcome.missingTables.join(', ')}.`]),
    'If anybody was erased since: npm run taizhang -- erasures apply <your list of erasures>.',
    'Next: npm run taizhang -- rebuild, then npm start.',
    '',
  ].join('\n');
