import type { Complaint, Contact } from '@taizhang/contracts/views';
import { duplicatesOf } from './duplicates';

const now = Date.parse('2026-01-10T08:00:00.000Z');
const contact = (id: string, topic: string, openedAt: string) =>
  ({ id, topic, openedAt }) as unknown as Contact;
const complaint = (id: string, status: string) => ({ id, status }) as unknown as Complaint;

describe('the duplicate warning', () => {
  const archive = {
    contacts: [
      contact('contact-1', 'bill', '2026-01-09T08:00:00.000Z'),
      contact('contact-2', 'bill', '2026-01-03T07:59:59.999Z'),
      contact('contact-3', 'outage', '2026-01-09T08:00:00.000Z'),
    ],
    complaints: [complaint('complaint-1', 'closed'), complaint('complaint-2', 'replied')],
  };

  it('names contacts on the same topic within seven days', () => {
    expect(duplicatesOf(archive, 'bill', now).contacts.map(({ id }) => id)).toEqual(['contact-1']);
  });

  it('names open complaints whatever the topic', () => {
    const { contacts, openComplaints } = duplicatesOf(archive, null, now);
    expect(contacts).toEqual([]);
    expect(openComplaints.map(({ id }) => id)).toEqual(['complaint-2']);
  });
});
