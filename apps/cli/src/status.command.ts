/** `taizhang status`: how long the log is, how far the read models are, what is being rebuilt. */
import { readModels as models } from '@taizhang/apps/platform';
import { schemaOf, type EventLog } from '@taizhang/kernel';
import { migrateErasures, unknownModels } from '@taizhang/platform/service';
import { keptTablesOf, latestBuilds, type Build } from '@taizhang/projections';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import type { CliContext } from './command';
import { openLedger } from './ledger';
import { number } from './progress';
import { keptLines, placeText, progressText } from './rebuild-report';

export function statusCommand(program: Command, context: CliContext): void {
  program
    .command('status')
    .summary('tell how long the log is, how far the read models are, and what is rebuilt')
    .option('--json', 'print it for programs')
    .action(async ({ json }: { json?: true }) => {
      const { log, pool, close } = await openLedger(context);
      try {
        await migrateErasures(pool);
        const status = await statusAt(await log.head(), pool);
        context.out(json ? asJson(status) : asText(status, log));
      } finally {
        await close();
      }
    });
}

type Status = Awaited<ReturnType<typeof statusAt>>;

async function statusAt(head: bigint, pool: Pool) {
  const [kept, builds] = await Promise.all([
    keptTablesOf(pool, models),
    latestBuilds(pool, models.map(schemaOf)),
  ]);
  const readModels = models.map((model) => {
    const tables = kept.get(model.name)!;
    const position = tables.find(({ kind }) => kind === 'serving')?.position ?? null;
    const lag = position === null ? null : Math.max(0, Number(head - position));
    const build = builds.get(schemaOf(model)) ?? null;
    return { name: model.name, version: model.version, position, lag, build, tables };
  });
  return { head: String(head), readModels, unknown: await unknownModels(pool, models) };
}

function asText(
  { head, readModels, unknown }: Status,
  { stride }: Pick<EventLog, 'stride'>,
): string {
  const end = number(Number(head));
  const builds = new Set(readModels.flatMap(({ build }) => build ?? []));
  return [
    stride === 1 ? `The log holds ${end} events.` : `The log ends at position ${end}.`,
    ...readModels.flatMap(({ name, version, lag, tables }) => {
      const where =
        lag === null ? 'not built yet' : lag === 0 ? 'up to date' : `${number(lag)} behind`;
      return [`  ${name} v${version}: ${where}`, ...keptLines(tables)];
    }),
    ...unknown.map(({ schema, served }) =>
      served
        ? `  ${schema}: another release serves it`
        : `  ${schema}: of another release; rebuild --forget drops it`,
    ),
    ...[...builds].filter(isUnfinished).flatMap(buildLines),
    '',
  ].join('\n');
}

const isUnfinished = ({ state }: Build) => state !== 'done' && state !== 'cancelled';

/** `Rebuild of contacts_v1: running · reading · 40 % · …` */
function buildLines(build: Build): string[] {
  const { schemas, state, compare, message, wish, saved } = build;
  const what = compare ? 'Comparison' : 'Rebuild';
  const asked = wish ? `, asked to ${wish}` : '';
  const lines = [
    `${what} of ${schemas.join(', ')}:`,
    `  ${state}${asked} · ${state === 'running' ? progressText(build) : placeText(build)}`,
  ];
  if (state === 'running') return lines;
  if (message) lines.push(`  ${message}`);
  lines.push(`  ${number(saved)} events are kept; --resume goes on, --discard throws them away.`);
  return lines;
}

const asJson = (status: Status): string => `${JSON.stringify(status, numbered, 2)}\n`;

/** Positions are larger than numbers of JSON may be. */
const numbered = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
