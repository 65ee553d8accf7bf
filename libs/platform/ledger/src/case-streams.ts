/** Which streams tell the story of a case, beside its own. */
import { idFrom, type EventLog } from '@taizhang/kernel';

/**
 * The case's own stream first, then the contacts in which it was spoken of, its callbacks and its
 * rating, whose ids are derived from it. Those that were never begun are among them. Empty when
 * there is no such case.
 */
export async function streamsOfCase(log: EventLog, caseId: string): Promise<readonly string[]> {
  const events = await log.readStream(caseId);
  if (events.length === 0) return [];
  const contacts = events.flatMap(({ data }) => {
    const { contactId } = data as { contactId?: unknown };
    return typeof contactId === 'string' ? [contactId] : [];
  });
  const callbacks = [
    ...events.map(({ id }) => idFrom('callback', 'satisfaction', id)),
    idFrom('callback', 'recovery', caseId),
  ];
  return [...new Set([caseId, ...contacts, ...callbacks, idFrom('rating', caseId)])];
}
