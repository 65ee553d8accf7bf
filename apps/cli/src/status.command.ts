/** `taizhang status`: how long the log is and how far the read models are. */
import { readModels as models } from '@taizhang/apps/platform';
import { schemaOf } from '@taizhang/kernel';
import { migrateProjections } from '@taizhang/projections';
import type { Command } from 'commander';
import type { CliContext } from './command';
import { openLedger } from './ledger';
import { number } from './progress';

export function statusCommand(program: Command, context: CliContext): void {
  program
    .command('status')
    .summary('tell how long the log is and how far the read models are')
    .option('--json', 'print it for programs')
    .action(async ({ json }: { json?: true }) => {
      const { log, pool, close } = await openLedger(context);
      try {
        await migrateProjections(pool);
        const head = await log.head();
        const { rows } = await pool.query<{ read_model: string; position: string }>(
          'SELECT read_model, position FROM projections.checkpoints',
        );
        const positions = new Map(rows.map((row) => [row.read_model, BigInt(row.position)]));
        const readModels = models.map((model) => {
          const position = positions.get(schemaOf(model)) ?? null;
          return {
            name: model.name,
            version: model.version,
            position: position === null ? null : String(position),
            lag: position === null ? null : Number(head - position),
          };
        });
        const status = { head: String(head), readModels };
        context.out(json ? `${JSON.stringify(status, null, 2)}\n` : asText(status));
      } finally {
        await close();
      }
    });
}

type Status = Readonly<{
  head: string;
  readModels: readonly Readonly<{ name: string; version: number; lag: number | null }>[];
}>;

const asText = ({ head, readModels }: Status): string =>
  [
    `The log holds ${number(Number(head))} events.`,
    ...readModels.map(({ name, version, lag }) => {
      const where = lag === null ? 'not built yet' : lag === 0 ? 'up to date' : `${lag} behind`;
      return `  ${name} v${version}: ${where}`;
    }),
    '',
  ].join('\n');
