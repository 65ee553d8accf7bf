/** Work on the whole log: its progress on stderr, and Ctrl-C told as what it means. */
import { Stopped, type Transfer, type TransferProgress } from '@taizhang/log-transfer';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { Progress, duration, number } from './progress';

type Told = Readonly<{
  quiet?: boolean | undefined;
  /** What to do after Ctrl-C, a whole sentence. */
  goOn: string;
}>;

/** @throws CommandFailed with exit code 130 when it was stopped */
export async function followed<Result>(
  context: CliContext,
  { quiet, goOn }: Told,
  work: (transfer: Transfer) => Promise<Result>,
): Promise<Result> {
  const progress = quiet ? null : new Progress(context, transferText);
  try {
    return await work({
      signal: context.signal,
      ...(progress ? { onProgress: progress.show } : {}),
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    throw new CommandFailed(`Stopped. ${goOn}`, exitCodes.stopped);
  } finally {
    progress?.end();
  }
}

/** `copying · 42 % · 120,000 events · 9,000 events/s · 18 s left` */
export const transferText = (progress: TransferProgress): string =>
  [
    progress.phase,
    `${Math.floor(100 * progress.fraction)} %`,
    `${number(progress.events)} events`,
    `${number(progress.eventsPerSecond)} events/s`,
    ...(progress.secondsLeft === null ? [] : [`${duration(progress.secondsLeft)} left`]),
  ].join(' · ');
