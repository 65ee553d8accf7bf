/** One row per contact: what the customer wanted and what became of it. */
import type { ContactEvent } from '@taizhang/contracts/intake';
import type { Contact } from '@taizhang/contracts/views';
import { projection, type Instant, type Recorded } from '@taizhang/kernel';

export const contacts = projection<Contact, ContactEvent>({
  table: 'contacts',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    channel: { type: 'text' },
    status: { type: 'text' },
    type: { type: 'text', nullable: true },
    topic: { type: 'text', nullable: true },
    summary: { type: 'text' },
    answer: { type: 'text' },
    caseId: { type: 'text', nullable: true },
    ownerId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    openedAt: { type: 'timestamptz' },
    settledAt: { type: 'timestamptz', nullable: true },
    recontactOf: { type: 'text', nullable: true },
    replyDueAt: { type: 'timestamptz', nullable: true },
    revision: { type: 'integer' },
  },
  indexes: [
    '(opened_at DESC, id)',
    '(customer_id, opened_at DESC)',
    `(owner_id, opened_at DESC) WHERE status = 'open'`,
  ],
  types: [
    'ContactOpened',
    'ContactIdentified',
    'ContactLeftAnonymous',
    'ContactClassified',
    'ContactAnsweredAtOnce',
    'ContactRouted',
    'CaseUrged',
    'PraiseRecorded',
    'ContactReplyPromised',
    'ContactReplied',
    'ContactClosed',
    'ContactAbandoned',
  ],
  keysOf: ({ data }) => [data.contactId],

  evolve(row, event) {
    const next = changed(row, event);
    return next && { ...next, revision: event.revision };
  },
});

function changed(row: Contact | null, event: Recorded<ContactEvent>): Contact | null {
  if (event.type === 'ContactOpened') return opened(event);
  if (!row) return null;
  const { at } = event;
  switch (event.type) {
    case 'ContactIdentified':
      return { ...row, customerId: event.data.customerId };
    case 'ContactClassified': {
      const { type, topic, summary, recontactOf } = event.data;
      return { ...row, type, topic, summary, recontactOf: recontactOf?.contactId ?? null };
    }
    case 'ContactAnsweredAtOnce':
      return { ...row, status: 'answered', answer: event.data.answer, settledAt: at };
    case 'ContactRouted':
      return { ...row, status: 'routed', caseId: event.data.caseId, settledAt: at };
    case 'CaseUrged':
      return { ...row, status: 'routed', caseId: event.data.caseId, settledAt: at };
    case 'PraiseRecorded':
      return { ...row, status: 'closed', settledAt: at };
    case 'ContactReplyPromised':
      return {
        ...row,
        status: 'awaiting-reply',
        replyDueAt: (event.data.promises[0]?.dueAt as Instant | undefined) ?? null,
      };
    case 'ContactReplied': {
      const { reply: answer } = event.data;
      return { ...row, status: 'answered', answer, settledAt: at, replyDueAt: null };
    }
    case 'ContactAbandoned':
      return { ...row, status: 'abandoned', settledAt: at };
    default:
      return row; // How it was settled says more than that it is closed.
  }
}

type Opened = Recorded<Extract<ContactEvent, { type: 'ContactOpened' }>>;

const opened = ({ data, at, revision }: Opened): Contact => ({
  id: data.contactId,
  customerId: null,
  channel: data.channel,
  status: 'open',
  type: null,
  topic: null,
  summary: '',
  answer: '',
  caseId: null,
  ownerId: data.ownerId,
  unitId: data.unitId,
  openedAt: at,
  settledAt: null,
  recontactOf: null,
  replyDueAt: null,
  revision,
});
