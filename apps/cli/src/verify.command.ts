/** `taizhang verify`: is the log what was sealed? */
import {
  NoSuchHead,
  headOf,
  readHeldHeads,
  type Verified,
  type VerifyProgress,
} from '@taizhang/seal';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { plainly } from './plainly';
import { Progress, duration, number } from './progress';
import { withSeals } from './sealed-ledger';

type Options = Readonly<{
  fromHead?: string;
  heads?: string;
  key?: string;
  json?: true;
  quiet?: true;
}>;

export function verifyCommand(program: Command, context: CliContext): void {
  program
    .command('verify')
    .summary('verify that the log is what was sealed')
    .description(
      'Computes every hash again from the stored events and compares with what was sealed and ' +
        'signed. Names the first event that does not fit; the exit code is 1 then. Heads kept in ' +
        'the data folder are compared in any case.',
    )
    .option('--from-head <events>', 'only what is behind the head of so many events')
    .option('--heads <file>', 'compare with heads kept elsewhere as well: lines of heads.ndjson')
    .option('--key <hex>', 'the public key that must be in the chain of keys')
    .option('--json', 'print the result for programs')
    .option('--quiet', 'no progress')
    .action(async (options: Options) => {
      const verified = await run(options, context);
      context.out(options.json ? asJson(verified) : asText(verified));
      if (verified.finding) context.endWith(exitCodes.failed);
      else if (verified.stopped) context.endWith(exitCodes.stopped);
    });
}

async function run(options: Options, context: CliContext): Promise<Verified> {
  const { fromHead, heads: file, quiet } = options;
  assertInput(options);
  const pinnedKey = options.key?.toLowerCase();
  const progress = quiet ? null : new Progress(context, progressText);
  try {
    return await withSeals(context, (seals) =>
      seals.verify({
        pinnedKey,
        signal: context.signal,
        ...(file ? { held: [{ name: file, heads: readHeldHeads(file) }] } : {}),
        ...(fromHead ? { fromHead: Number(fromHead) } : {}),
        ...(progress ? { onProgress: progress.show } : {}),
      }),
    );
  } catch (error) {
    if (error instanceof NoSuchHead) throw new CommandFailed(error.message, exitCodes.wrongInput);
    throw error;
  } finally {
    progress?.end();
  }
}

function assertInput({ fromHead, heads, key }: Options): void {
  const wrong = (sentence: string) => new CommandFailed(sentence, exitCodes.wrongInput);
  if (fromHead && !/^\d{1,15}$/.test(fromHead)) throw wrong('--from-head takes a whole number.');
  if (heads && !existsSync(heads)) throw wrong(`${heads} cannot be read: there is no such file.`);
  if (key && !/^[0-9a-f]{64}$/i.test(key)) throw wrong('--key takes 64 hexadecimal digits.');
}

/** `120,000 of 300,000 events · 90,000 events/s · 2 s left` */
const progressText = ({ events, total, eventsPerSecond, secondsLeft }: VerifyProgress): string =>
  [
    `${number(events)} of ${number(total)} events`,
    `${number(eventsPerSecond)} events/s`,
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
  ].join(' · ');

function asText({ finding, more, events, unsealed, heads, head, stopped, ...last }: Verified) {
  const { seconds, publicKeys } = last;
  const rate = number(events / Math.max(seconds, 0.001));
  const looked = `${number(events)} events in ${seconds.toFixed(1)} s (${rate} events/s)`;
  if (finding) {
    const known = head ? `What is before fits the head of ${size(head)} events.\n` : '';
    const others = more.map(({ sentence }) => `Besides: ${plainly(sentence)}\n`).join('');
    return `DOES NOT FIT. ${plainly(finding.sentence)}\n${others}Looked at ${looked}.\n${known}`;
  }
  const told = `${number(heads)} signed heads, key ${publicKeys.join(', then ') || 'none yet'}`;
  if (stopped) {
    const on = head ? ` "--from-head ${headOf(head)!.size}" goes on from the last head.` : '';
    return `Stopped. Everything fits so far: ${looked}.${on}\n`;
  }
  const alone =
    heads > 0 && !last.isHeldOutside
      ? 'No head outside of the database was compared: that an older state was put back would not ' +
        'be noticed. Name the DATA_DIR of the platform, or a copy of heads.ndjson with --heads.\n'
      : '';
  const rest = unsealed > 0 ? `${number(unsealed)} events are not sealed yet.\n` : '';
  return `Everything fits: ${looked}, ${told}.\n${rest}${alone}`;
}

const size = (head: { text: string }) => number(headOf(head)!.size);

const asJson = ({ finding, head, ...verified }: Verified): string => {
  const result = { fits: finding === null, finding, ...verified, head: head && headOf(head) };
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return `${JSON.stringify(result, plain, 2)}\n`;
};
