/** One row per inquiry: the case page and every work list. */
import type { FrozenPromise } from '@taizhang/calendar';
import { inquiryEvents, type InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { Inquiry } from '@taizhang/contracts/views';
import { projection, type Recorded } from '@taizhang/kernel';
import { miss, running, stamped, start, stop } from '@taizhang/views/cases';

type Name = FrozenPromise['promise'];
type Of<Type extends InquiryEvent['type']> = Recorded<Extract<InquiryEvent, { type: Type }>>;

const answering: readonly string[] = ['inquiry-answer', 'reading-anomaly-answer'] satisfies Name[];
const testing: readonly string[] = ['meter-test-result', 'meter-test-hard-stop'] satisfies Name[];
const byAnswer = (promise: string) => answering.includes(promise);
const byTest = (promise: string) => testing.includes(promise);

export const inquiries = projection<Inquiry, InquiryEvent>({
  table: 'inquiries',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    accountId: { type: 'text', nullable: true },
    supplyPointId: { type: 'text', nullable: true },
    contactId: { type: 'text', nullable: true },
    kind: { type: 'text', nullable: true },
    channel: { type: 'text' },
    status: { type: 'text' },
    statement: { type: 'text' },
    ownerId: { type: 'text' },
    handlerId: { type: 'text', nullable: true },
    unitId: { type: 'text', nullable: true },
    tests: { type: 'jsonb' },
    finding: { type: 'text', nullable: true },
    explanation: { type: 'text' },
    adjustment: { type: 'jsonb', nullable: true },
    reply: { type: 'text' },
    openedAt: { type: 'timestamptz' },
    answeredAt: { type: 'timestamptz', nullable: true },
    closedAt: { type: 'timestamptz', nullable: true },
    reopenings: { type: 'integer' },
    urges: { type: 'integer' },
    promises: { type: 'jsonb' },
    nextPromise: { type: 'text', nullable: true },
    nextDueAt: { type: 'timestamptz', nullable: true },
    missed: { type: 'integer' },
    events: { type: 'integer' },
    lastEventAt: { type: 'timestamptz' },
    revision: { type: 'integer' },
  },
  indexes: [
    `(next_due_at, id) WHERE status <> 'closed'`,
    `(handler_id, next_due_at, id) WHERE status <> 'closed'`,
    '(opened_at DESC, id)',
    '(customer_id)',
    '(account_id)',
  ],
  types: Object.keys(inquiryEvents) as InquiryEvent['type'][],
  keysOf: ({ data }) => [data.inquiryId],

  evolve(row, event) {
    const next = changed(row, event);
    return next && stamped(row, next, event);
  },
});

function changed(row: Inquiry | null, event: Recorded<InquiryEvent>): Inquiry | null {
  if (event.type === 'InquiryOpened') return opened(event);
  if (!row) return null; // Never opened: nothing to show.
  const { at } = event;
  switch (event.type) {
    case 'InquiryVerified':
      return verified(row, event);
    case 'InquiryTakenOver':
      return { ...row, handlerId: event.data.handlerId, unitId: event.data.unitId };
    case 'InquiryTyped': {
      const status = row.status === 'verified' ? 'typed' : row.status;
      return { ...row, status, kind: event.data.kind };
    }
    case 'InvestigationStarted':
      return { ...row, status: 'investigating' };
    case 'MeterTestRequested':
    case 'MeterTestDisputed': {
      const promises = start(stop(row.promises, byAnswer, at), event.data.promises);
      const status = event.type === 'MeterTestRequested' ? 'test-requested' : 'test-disputed';
      return { ...row, status, promises };
    }
    case 'MeterTested':
      return tested(row, event);
    case 'InquiryFindingMade': {
      const { finding, explanation } = event.data;
      return { ...row, status: 'found', finding, explanation, adjustment: null };
    }
    case 'InquiryAnswered':
      return answered(row, event.data.answer, event);
    case 'InquiryReplied':
      return answered(row, event.data.reply, event);
    case 'InquiryClosed': {
      const promises = stop(row.promises, (promise) => byAnswer(promise) || byTest(promise), at);
      return { ...row, status: 'closed', closedAt: at, promises };
    }
    case 'InquiryReopened':
      return reopened(row, event);
    case 'InquiryUrged':
      return { ...row, urges: event.data.times };
    case 'InquiryDeadlineMissed':
      return { ...row, promises: miss(row.promises, event.data.promise, event.data.dueAt) };
    default:
      return adjusted(row, event);
  }
}

/** From the proposal to the posting. */
function adjusted(row: Inquiry, event: Recorded<InquiryEvent>): Inquiry {
  const { adjustment } = row;
  if (event.type === 'AdjustmentProposed') {
    const { inquiryId: _, ...proposal } = event.data;
    const proposed = { ...proposal, proposedAt: event.at, state: 'proposed', decidedBy: null };
    return { ...row, status: 'adjustment-proposed', adjustment: proposed as Inquiry['adjustment'] };
  }
  if (!adjustment) return row;
  switch (event.type) {
    case 'AdjustmentApproved': {
      const decided = { state: 'approved' as const, decidedBy: event.data.approvedBy };
      return { ...row, status: 'adjustment-approved', adjustment: { ...adjustment, ...decided } };
    }
    case 'AdjustmentRejected': {
      const decided = { state: 'rejected' as const, decidedBy: event.data.rejectedBy };
      return { ...row, status: 'found', adjustment: { ...adjustment, ...decided } };
    }
    case 'AdjustmentPosted': {
      const posted = { ...adjustment, state: 'posted' as const };
      return { ...row, status: 'adjustment-posted', adjustment: posted };
    }
    default:
      return row;
  }
}

function opened({ data, at, revision }: Of<'InquiryOpened'>): Inquiry {
  const { inquiryId, promises, ...told } = data;
  return {
    id: inquiryId,
    ...told,
    accountId: null,
    status: 'opened',
    handlerId: null,
    unitId: null,
    tests: [],
    finding: null,
    explanation: '',
    adjustment: null,
    reply: '',
    openedAt: at,
    answeredAt: null,
    closedAt: null,
    reopenings: 0,
    urges: 0,
    promises: running(promises),
    nextPromise: null,
    nextDueAt: null,
    missed: 0,
    events: 0,
    lastEventAt: at,
    revision,
  };
}

/** What was found and agreed on for one account says nothing of another. */
function verified(row: Inquiry, { data }: Of<'InquiryVerified'>): Inquiry {
  const { accountId, supplyPointId, customerId, handlerId, unitId } = data;
  const next = { ...row, accountId, supplyPointId, customerId, handlerId, unitId };
  if (row.status === 'opened') return { ...next, status: 'verified' };
  if (row.status === 'verified' || row.accountId === accountId) return next;
  return { ...next, status: 'typed', finding: null, explanation: '', adjustment: null };
}

function tested(row: Inquiry, { data, at }: Of<'MeterTested'>): Inquiry {
  const { tester, errorRate, toleranceRate, certificate } = data;
  const promises = start(stop(row.promises, byTest, at), data.promises);
  const test = { tester, errorRate, toleranceRate, certificate, at };
  return { ...row, status: 'tested', tests: [...row.tests, test], promises };
}

const answered = (
  row: Inquiry,
  reply: string,
  { at }: Of<'InquiryAnswered' | 'InquiryReplied'>,
): Inquiry => ({
  ...row,
  status: 'answered',
  reply,
  answeredAt: at,
  promises: stop(row.promises, byAnswer, at),
});

const reopened = (row: Inquiry, { data }: Of<'InquiryReopened'>): Inquiry => ({
  ...row,
  status: 'reopened',
  reopenings: row.reopenings + 1,
  finding: null,
  explanation: '',
  adjustment: null,
  answeredAt: null,
  closedAt: null,
  promises: start(row.promises, data.promises),
});
