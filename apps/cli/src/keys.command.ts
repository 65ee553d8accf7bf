/** `taizhang keys`: the master key that wraps the keys of persons. */
import {
  KeyBroken,
  RotationStopped,
  keyStatus,
  nextMasterKey,
  openMasterKeys,
  retireMasterKey,
  rotateMasterKey,
  type KeyStatus,
  type RotationProgress,
} from '@taizhang/vault';
import type { Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';
import { Progress, duration, number } from './progress';

type Options = Readonly<{ json?: true; quiet?: true }>;

export function keysCommand(program: Command, context: CliContext): void {
  const keys = program.command('keys').summary('the keys that personal data is encrypted with');
  keys
    .command('status')
    .summary('tell how many keys there are and which master key wraps them')
    .option('--json', 'print it for programs')
    .action(async ({ json }: Options) => {
      const { pool, close } = await openLedger(context);
      try {
        const status = await keyStatus(pool);
        context.out(json ? `${JSON.stringify(status, null, 2)}\n` : asText(status));
      } finally {
        await close();
      }
    });
  keys
    .command('rotate')
    .summary('wrap every key by a new master key')
    .description(
      'Wraps every key by a new master key while everybody goes on working. Stopped, it goes on ' +
        'the next time. When it is done the old master key is gone: old copies of the keys, those ' +
        'of erased persons among them, are unreadable. Keys of persons themselves stay as they are.',
    )
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action((options: Options) => rotate(options, context));
}

async function rotate({ json, quiet }: Options, context: CliContext): Promise<void> {
  const { dataDir, masterKey, signal } = context;
  const { pool, close } = await openLedger(context);
  const progress = quiet ? null : new Progress(context, progressText(performance.now()));
  try {
    // The file first: every process must be able to read it before anything is wrapped by it.
    const next = nextMasterKey(dataDir, masterKey);
    const rewrapped = await rotateMasterKey(pool, openMasterKeys(dataDir, masterKey), next, {
      signal,
      ...(progress ? { onProgress: progress.show } : {}),
    });
    retireMasterKey(dataDir, masterKey);
    const after = masterKey
      ? ' Set VAULT_MASTER_KEY to the second key alone and restart every service.'
      : '';
    const sentence = `${number(rewrapped)} keys are wrapped by the new master key.${after}\n`;
    context.out(json ? `${JSON.stringify({ rewrapped })}\n` : sentence);
  } catch (error) {
    if (error instanceof KeyBroken) {
      const whose = `The key of ${error.person} was changed in the database and opens nothing.`;
      const advice = 'Put its row of vault.keys back from a backup, then run this again to go on.';
      throw new CommandFailed(`${whose} ${advice} Until then both master keys are needed.`);
    }
    if (!(error instanceof RotationStopped)) throw error;
    const sentence = 'Stopped; both master keys are needed. Run it again to go on.';
    throw new CommandFailed(sentence, exitCodes.stopped);
  } finally {
    progress?.end();
    await close();
  }
}

/** `1,000 of 2,500 keys · 900 keys/s · 2 s left` */
const progressText =
  (startedMs: number) =>
  ({ done, total }: RotationProgress): string => {
    const rate = done / Math.max((performance.now() - startedMs) / 1000, 0.001);
    const left = duration(Math.max(0, total - done) / Math.max(rate, 0.001));
    return `${number(done)} of ${number(total)} keys · ${number(rate)} keys/s · ${left} left`;
  };

function asText({ keys, destroyed, masters }: KeyStatus): string {
  const lines = masters.map(
    ({ mark, isCurrent, keys: count }) =>
      `  master key ${mark}: ${number(count)} keys${isCurrent ? '' : ', being replaced'}`,
  );
  const head = `${number(keys)} keys are in use, ${number(destroyed)} were destroyed`;
  return `${[head, ...lines].join('\n')}\n`;
}
