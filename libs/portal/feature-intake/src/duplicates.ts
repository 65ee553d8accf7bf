/** Has this customer asked the same lately, or a complaint that is still open? */
import type { Topic } from '@taizhang/contracts/intake';
import type { Complaint, Contact } from '@taizhang/contracts/views';

/** The span of first-contact resolution: asked again within it, the first answer did not hold. */
export const recontactDays = 7;

export type Duplicates = Readonly<{
  contacts: readonly Contact[];
  openComplaints: readonly Complaint[];
}>;

export function duplicatesOf(
  archive: Readonly<{ contacts: readonly Contact[]; complaints: readonly Complaint[] }>,
  topic: Topic | null,
  now: number,
): Duplicates {
  const since = new Date(now - recontactDays * 86_400_000).toISOString();
  return {
    contacts: archive.contacts.filter(
      (contact) => topic !== null && contact.topic === topic && contact.openedAt >= since,
    ),
    openComplaints: archive.complaints.filter(({ status }) => status !== 'closed'),
  };
}
