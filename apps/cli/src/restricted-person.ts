/** What is restricted is kept and not used (PIPL article 47), at a terminal as well. */
import { processingAfter } from '@taizhang/contracts/intake';
import type { EventLog } from '@taizhang/kernel';
import { CommandFailed } from './command';

/**
 * @param streams of a case and of what was said about it, or of a customer
 * @param does what is done with it by whoever may, as a verb
 * @throws CommandFailed when one of them tells of somebody under restriction
 */
export async function assertNotRestricted(
  log: EventLog,
  streams: readonly string[],
  does: string,
): Promise<void> {
  const persons = new Set<unknown>();
  for (const stream of streams) {
    for (const { data } of await log.readStream(stream)) {
      persons.add((data as Readonly<{ customerId?: unknown }>).customerId);
    }
  }
  for (const person of persons) {
    if (typeof person !== 'string') continue;
    const told = (await log.readStream(person)).map(({ type }) => type);
    if (processingAfter(told) !== 'restricted') continue;
    throw new CommandFailed(
      `The processing of ${person} is restricted: its data is kept and not used. Whoever answers ` +
        `for personal data ${does} it with --restricted.`,
    );
  }
}
