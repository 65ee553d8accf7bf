/**
 * Contacts and inquiries whose words were written down before we knew whose they are: they stand
 * under a key of their own, which goes with the person when that person is erased.
 */
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ContactEvent } from '@taizhang/contracts/intake';
import { projection } from '@taizhang/kernel';

export type EarlyWords = Readonly<{
  id: string;
  customerId: string | null;
  /** Of an inquiry: the contact it came from, whose caller gave no name; the words are the same. */
  contactId: string | null;
}>;

type Event =
  | Extract<ContactEvent, { type: 'ContactClassified' | 'ContactIdentified' }>
  | Extract<InquiryEvent, { type: 'InquiryOpened' | 'InquiryVerified' }>;

export const earlyWords = projection<EarlyWords, Event>({
  table: 'early_words',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    contactId: { type: 'text', nullable: true },
  },
  indexes: ['(customer_id)'],
  types: ['ContactClassified', 'ContactIdentified', 'InquiryOpened', 'InquiryVerified'],
  keysOf: ({ data }) => ['inquiryId' in data ? data.inquiryId : data.contactId],
  evolve(row, { type, data }, id) {
    const { customerId } = data;
    if (type === 'ContactIdentified' || type === 'InquiryVerified') {
      return row && { ...row, customerId };
    }
    const contactId = type === 'InquiryOpened' ? data.contactId : null;
    return row ?? (customerId === null ? { id, customerId: null, contactId } : null);
  },
});
