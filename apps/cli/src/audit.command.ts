/** `taizhang audit`: whether every read model has taken in what the log holds. */
import { readModels } from '@taizhang/apps/platform';
import {
  AuditStopped,
  audit,
  migrateProjections,
  recordAudits,
  type AuditFinding,
  type AuditProgress,
  type ModelAudit,
} from '@taizhang/projections';
import type { Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';
import { plainly } from './plainly';
import { Progress, duration, number } from './progress';

type Options = Readonly<{ json?: true; quiet?: true }>;

export function auditCommand(program: Command, context: CliContext): void {
  program
    .command('audit')
    .summary('look whether any event was skipped or taken in twice')
    .description(
      'Reads the log once more, range by range, and compares count and digest with what each ' +
        'read model has taken in or parked. Exit code 1 if any range differs. It changes nothing ' +
        'and can be stopped and begun again.',
    )
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (options: Options) => {
      const audits = await run(options, context);
      context.out(options.json ? asJson(audits) : asText(audits));
      if (audits.some(({ findings }) => findings.length > 0)) context.endWith(exitCodes.failed);
    });
}

async function run({ quiet }: Options, context: CliContext): Promise<readonly ModelAudit[]> {
  const started = performance.now();
  const text = (progress: AuditProgress) => progressText(progress, performance.now() - started);
  const progress = quiet ? null : new Progress<AuditProgress>(context, text);
  const { log, pool, close } = await openLedger(context);
  try {
    await migrateProjections(pool);
    const audits = await audit(log, pool, readModels, {
      signal: context.signal,
      ...(progress ? { onProgress: progress.show } : {}),
    });
    await recordAudits(pool, audits);
    return audits;
  } catch (error) {
    if (error instanceof AuditStopped) throw new CommandFailed('Stopped.', exitCodes.stopped);
    throw error;
  } finally {
    progress?.end();
    await close();
  }
}

/** `position 120,000 of 300,000 · 90,000 events/s · 2 s left` */
function progressText({ events, position, head }: AuditProgress, ms: number): string {
  const rate = events / Math.max(ms / 1000, 0.001);
  const left = Number(head - position) * (ms / 1000 / Math.max(Number(position), 1));
  return [
    `position ${number(Number(position))} of ${number(Number(head))}`,
    `${number(rate)} events/s`,
    `${duration(Math.max(left, 0))} left`,
  ].join(' · ');
}

const asText = (audits: readonly ModelAudit[]): string =>
  audits
    .map(({ readModel, events, through, unaccountedThrough, parked, findings }) => {
      const verdict =
        findings.length === 0 ? 'none too few, none too many' : `${findings.length} ranges differ`;
      const head = `${readModel}: ${number(events)} events up to ${through}, ${verdict}`;
      return [
        head,
        ...(parked > 0 ? [`  of them parked: ${number(parked)}`] : []),
        ...(unaccountedThrough === null
          ? []
          : [`  nothing is known up to ${unaccountedThrough} until it is rebuilt`]),
        ...findings.map((finding) => `  ${plainly(sentenceOf(finding))}`),
      ].join('\n');
    })
    .join('\n') + '\n';

function sentenceOf({ from, to, inLog, applied, event }: AuditFinding): string {
  const range = `positions ${from} to ${to}: ${inLog} in the log, ${applied} taken in`;
  if (!event) return range;
  const { fault, position, stream, revision, type } = event;
  const what = fault === 'skipped' ? 'was skipped' : 'was taken in twice';
  return `${range}; ${type} at position ${position} (revision ${revision} of ${stream}) ${what}`;
}

const asJson = (audits: readonly ModelAudit[]): string =>
  `${JSON.stringify(audits, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`;
