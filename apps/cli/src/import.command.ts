/** `taizhang import`: brings the CSV of a legacy ledger into this one. */
import {
  importLedger,
  migrateLegacyImports,
  openCsv,
  parseMapping,
  postgresCheckpoints,
  problemLine,
  UnreadableCsv,
  type CsvFile,
  type ImportReport,
  type LedgerMapping,
} from '@taizhang/legacy/import';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { HistoryWriter } from './history-writer';
import { reportText } from './import-report.sentences';
import { openLedger } from './ledger';
import { Progress, progressText } from './progress';

type Options = Readonly<{
  mapping: string;
  rejected?: string;
  dryRun?: true;
  fromStart?: true;
  json?: true;
  quiet?: true;
}>;

export function importCommand(program: Command, context: CliContext): void {
  program
    .command('import')
    .summary('bring the CSV of a legacy ledger into this one')
    .description(
      'Brings the CSV event log of a legacy ledger into this one, row by row as the mapping ' +
        'says. The same rows are never recorded twice: a file may be imported again, when it ' +
        'has grown too, and an import that was stopped goes on where it was.',
    )
    .argument('<csv>', 'the file')
    .requiredOption('-m, --mapping <file>', 'what its columns and activities mean (YAML or JSON)')
    .option('--dry-run', 'check mapping and file, write nothing')
    .option('--rejected <file>', 'where rows go that are not understood (<csv>.rejected.csv)')
    .option('--from-start', 'look at every row again, even if an earlier import did it')
    .option('--json', 'print the report for programs')
    .option('--quiet', 'no progress')
    .action(async (csv: string, options: Options) => {
      const { file, mapping } = await readInput(csv, options.mapping);
      const report = await run(file, mapping, options, context);
      context.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
      if (!report.finished) tellHowToResume(report, context);
    });
}

/** @throws CommandFailed with everything that is wrong with the mapping */
async function readInput(
  csv: string,
  mappingPath: string,
): Promise<{ file: CsvFile; mapping: LedgerMapping }> {
  const text = await readFile(mappingPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new CommandFailed(`${mappingPath} cannot be read: ${why}`, exitCodes.wrongInput);
  });
  const parsed = parseMapping(mappingPath, text);
  const file = await openCsv(csv, parsed.csv).catch((error: unknown) => {
    if (error instanceof UnreadableCsv) return error;
    throw error;
  });
  const unreadable = file instanceof UnreadableCsv;
  const checked = parsed.check(unreadable ? null : file.header);
  const problems = 'problems' in checked ? checked.problems.map(problemLine) : [];
  if (unreadable) problems.push(`${csv}: ${file.message}`);
  if ('problems' in checked || unreadable) {
    throw new CommandFailed(problems.join('\n'), exitCodes.wrongInput);
  }
  return { file, mapping: checked.mapping };
}

async function run(
  file: CsvFile,
  mapping: LedgerMapping,
  options: Options,
  context: CliContext,
): Promise<ImportReport> {
  const progress = options.quiet ? null : new Progress(context, progressText);
  const common = {
    ...{ file, mapping, signal: context.signal },
    rejectedPath: options.rejected ?? `${file.path}.rejected.csv`,
    ...(progress ? { onProgress: progress.show } : {}),
  };
  try {
    if (options.dryRun) return await importLedger({ ...common, ledger: null });
    const { log, vault, pool, close } = await openLedger(context);
    try {
      await migrateLegacyImports(pool);
      const kept = postgresCheckpoints(pool);
      const checkpoints = options.fromStart ? { ...kept, of: async () => [] } : kept;
      const ledger = { writer: new HistoryWriter(log, vault), checkpoints };
      return await importLedger({ ...common, ledger }).catch(interrupted);
    } finally {
      await close();
    }
  } finally {
    progress?.end();
  }
}

function interrupted(error: unknown): never {
  throw new CommandFailed(
    `The import did not come to its end (${error instanceof Error ? error.message : error}). ` +
      'What was written is safe; give the same command again to go on.',
  );
}

function tellHowToResume({ lastRow, dryRun }: ImportReport, { err, endWith }: CliContext) {
  err(
    dryRun
      ? `Stopped after row ${lastRow}; nothing was written.\n`
      : `Stopped after row ${lastRow}. Everything up to there is safe; ` +
          'give the same command again to go on.\n',
  );
  endWith(exitCodes.stopped);
}
