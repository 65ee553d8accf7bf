/** `taizhang seal`: heads and the keys that sign them. */
import {
  NoSuchHeads,
  assertSigned,
  growthProof,
  keysIn,
  type SealOptions,
  type Sealed,
  type Seals,
} from '@taizhang/seal';
import type { Command } from 'commander';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { plainly } from './plainly';
import { number } from './progress';
import { ReadingProgress } from './reading.progress';
import type { Ledger } from './ledger';
import { withSeals } from './sealed-ledger';

type Options = Readonly<{ json?: true }>;

export function sealCommand(program: Command, context: CliContext): void {
  const seal = program.command('seal').summary('signed heads of the log, and the keys that sign');
  const add = (name: string, description: string, work: Work) =>
    seal
      .command(name)
      .description(description)
      .option('--json', 'print it for programs')
      .action(async ({ json }: Options) => {
        const { text, ...told } = await withSeals(context, work);
        context.out(json ? `${JSON.stringify(told, null, 2)}\n` : text);
        if (told.refusal) context.endWith(exitCodes.failed);
      });

  addProof(seal, context);
  add('status', 'tell how far the log is sealed', status);
  add('now', 'take in what is new and sign a head at once', async (seals, ledger) => {
    await followed(context, ledger, (reading) => seals.sealer.seal(reading));
    return status(seals);
  });
  add('keys', 'tell the public keys, oldest first', keys);
  add(
    'rotate-key',
    'have a new key sign from here on; old heads stay verifiable',
    async (seals) => {
      await seals.sealer.rotateKey();
      return keys(seals);
    },
  );
  add(
    'rebuild',
    'compute the kept hashes again from the log; they must fit every signed head',
    async (seals, ledger) => {
      await followed(context, ledger, (reading) => seals.sealer.rebuildTree(reading));
      return status(seals);
    },
  );
}

/** Shows how far it is. @throws CommandFailed with exit code 130 when it was stopped */
async function followed(
  context: CliContext,
  { log }: Ledger,
  work: (reading: SealOptions) => Promise<Sealed>,
): Promise<void> {
  const progress = new ReadingProgress(context, await log.head());
  const { signal } = context;
  const reading = { signal, onProgress: progress.show };
  const { signed } = await work(reading).finally(() => progress.end());
  if (signed || !signal.aborted) return;
  const goOn = 'What was taken in stays; "taizhang seal now" goes on behind it.';
  throw new CommandFailed(`Stopped. Nothing was signed. ${goOn}`, exitCodes.stopped);
}

function addProof(seal: Command, context: CliContext): void {
  seal
    .command('proof')
    .description('prove that the ledger only grew since a head; verify.mjs reads what it writes')
    .requiredOption('--from <events>', 'how many events the older head covers')
    .option('--to <events>', 'the same of the newer head; the newest unless told')
    .action(async ({ from, to }: Readonly<{ from: string; to?: string }>) => {
      const sizes = [from, ...(to === undefined ? [] : [to])];
      if (!sizes.every((size) => /^[1-9]\d{0,14}$/.test(size))) {
        throw new CommandFailed('--from and --to take whole numbers.', exitCodes.wrongInput);
      }
      const [older, newer] = sizes.map(Number) as [number, number?];
      const prove = (seals: Seals) => growthProof(seals, older, newer);
      context.out(
        await withSeals(context, prove).catch((error: unknown) => {
          if (!(error instanceof NoSuchHeads)) throw error;
          throw new CommandFailed(error.message, exitCodes.wrongInput);
        }),
      );
    });
}

type Work = (seals: Seals, ledger: Ledger) => Promise<Told>;
type Told = Readonly<{ text: string; refusal?: unknown; [field: string]: unknown }>;

async function status({ store, headsFile }: Seals): Promise<Told> {
  const [{ size: takenIn, refusal }, newest] = [await store.state(), await store.newestHead()];
  if (newest) assertSigned([newest], await keysIn(store));
  const head = newest?.head ?? null;
  const text = [
    head
      ? `Sealed: ${number(head.size)} events, signed at ${head.at}.`
      : 'Nothing is sealed yet: the first head is signed when the platform has run for a minute.',
    `Taken in: ${number(takenIn)} events.`,
    ...(head ? [`Root ${head.root}`, `Key  ${head.key}`] : []),
    `Heads are kept in ${headsFile} as well.`,
    ...(refusal ? [`NOTHING IS SIGNED since ${refusal.at}: ${plainly(refusal.sentence)}`] : []),
    '',
  ].join('\n');
  return { head, takenIn, refusal, headsFile, text };
}

async function keys({ store }: Seals): Promise<Told> {
  const history = await keysIn(store);
  const lines = history.map(({ key, from, at }) =>
    at ? `${key}  from ${number(from)} events on, since ${at}` : `${key}  the first`,
  );
  const text = lines.length > 0 ? `${lines.join('\n')}\n` : 'There is no key yet.\n';
  return { keys: history, text };
}
