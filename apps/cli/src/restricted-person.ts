/** What is restricted is kept and not used (PIPL article 47), at a terminal as well. */
import { processingAfter } from '@taizhang/contracts/intake';
import type { EventLog } from '@taizhang/kernel';
import { CommandFailed } from './command';

/**
 * @param streams of a case and of what was said about it, of a customer, or of a scorecard
 * @param does what is done with it by whoever may, as a verb
 * @throws CommandFailed when one of them tells of somebody under restriction
 */
export async function assertNotRestricted(
  log: EventLog,
  streams: readonly string[],
  does: string,
): Promise<void> {
  for (const person of await personsIn(log, streams)) {
    const told = (await log.readStream(person)).map(({ type }) => type);
    if (processingAfter(told) !== 'restricted') continue;
    throw new CommandFailed(
      `The processing of ${person} is restricted: its data is kept and not used. Whoever answers ` +
        `for personal data ${does} it with --restricted.`,
    );
  }
}

type Told = Readonly<Partial<Record<'customerId' | 'staffId' | 'caseId' | 'accountId', unknown>>>;

/** Also of a caller who gave no name: the case that the call led to may be about their account. */
async function personsIn(log: EventLog, streams: readonly string[]): Promise<ReadonlySet<string>> {
  const persons = new Set<string>();
  // Those that are found on the way are looked at as well.
  const all = new Set(streams);
  for (const stream of all) {
    // Elsewhere staff are named who did something; what is written there is not of them.
    const whose = stream.startsWith('scorecard-') ? 'staffId' : 'customerId';
    for (const { data } of await log.readStream(stream)) {
      const { [whose]: person, caseId, accountId } = (data ?? {}) as Told;
      if (typeof person === 'string') persons.add(person);
      for (const other of [caseId, accountId]) if (typeof other === 'string') all.add(other);
    }
  }
  return persons;
}
