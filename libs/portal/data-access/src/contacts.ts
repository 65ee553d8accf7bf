/** Contacts: the list, one with its duplicates, and the acts of the intake desk. */
import type {
  answerContactRequest,
  classifyContactRequest,
  openContactRequest,
  recordPraiseRequest,
  replyToContactRequest,
  routeContactRequest,
  urgeCaseRequest,
} from '@taizhang/contracts/intake';
import type { Contact } from '@taizhang/contracts/views';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ContactWithDuplicates, Page, RoutedContact } from './answers';
import { client, type Handled } from './client';
import { useCursorPages } from './cursor-pages';
import { keys } from './query-keys';
import type { ContactsAsked } from './questions';
import { useCommand } from './use-command';

export type OpenContact = z.input<typeof openContactRequest>;
export type Classification = z.input<typeof classifyContactRequest>;
export type ContactAnswer = z.input<typeof answerContactRequest>;
export type Routing = z.input<typeof routeContactRequest>;
export type Urging = z.input<typeof urgeCaseRequest>;
export type Praise = z.input<typeof recordPraiseRequest>;

export const useContactList = (asked: ContactsAsked) =>
  useCursorPages(keys.contactList(asked), (cursor) =>
    client.get<Page<Contact>>('/contacts', { query: { ...asked, cursor } }),
  );

export const useContact = (id: string | undefined) =>
  useQuery({
    queryKey: keys.contact(id ?? ''),
    queryFn: id
      ? ({ signal }) => client.get<ContactWithDuplicates>(`/contacts/${id}`, { signal })
      : skipToken,
  });

type At = Readonly<{ id: string; revision: number }>;

/** The desk chains these itself: what was done before a failure must not be done again. */
export const contactCommands = {
  open: (body: OpenContact, key: string) => client.command<Handled>('/contacts', { body, key }),
  identify: ({ id, revision }: At, customerId: string, key: string) =>
    client.command<Handled>(`/contacts/${id}/identification`, {
      body: { customerId },
      revision,
      key,
    }),
  leaveAnonymous: ({ id, revision }: At, key: string) =>
    client.command<Handled>(`/contacts/${id}/anonymity`, { revision, key }),
  classify: ({ id, revision }: At, body: Classification, key: string) =>
    client.command<Handled>(`/contacts/${id}/classification`, { body, revision, key }),
  answer: ({ id, revision }: At, body: ContactAnswer, key: string) =>
    client.command<Handled>(`/contacts/${id}/answer`, { body, revision, key }),
  route: ({ id, revision }: At, body: Routing, key: string) =>
    client.command<RoutedContact>(`/contacts/${id}/routing`, { body, revision, key }),
  urge: ({ id, revision }: At, body: Urging, key: string) =>
    client.command<Handled>(`/contacts/${id}/urging`, { body, revision, key }),
  praise: ({ id, revision }: At, body: Praise, key: string) =>
    client.command<Handled>(`/contacts/${id}/praise`, { body, revision, key }),
  promise: ({ id, revision }: At, key: string) =>
    client.command<Handled>(`/contacts/${id}/promised-reply`, { revision, key }),
  abandon: ({ id, revision }: At, key: string) =>
    client.command<Handled>(`/contacts/${id}/abandonment`, { revision, key }),
};

/** The reply that was promised, given from the contact's own page. */
export const useReplyToContact = (id: string) =>
  useCommand({
    send: (
      { revision, body }: { revision: number; body: z.input<typeof replyToContactRequest> },
      key,
    ) => client.command(`/contacts/${id}/reply`, { body, revision, key }),
    changes: [keys.contacts, keys.customers],
  });

export type ContactCommands = typeof contactCommands;
